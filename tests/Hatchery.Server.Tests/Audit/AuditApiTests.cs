using System.Text.Json;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Audit;

/// <summary>What of the API's calls becomes a row.</summary>
public sealed class AuditApiTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Changes_and_denials_are_rows_and_reading_is_none()
    {
        var made = await api.SendAsync("POST", "/hatchery/v1/keys", """{"name":"watcher","access":"read-only"}""", "hatchery");
        var reader = new AccessKey(made["accessKeyId"]!, new Secret(made["secretAccessKey"]!));
        var created = await api.SendAsync("POST", "/things/audited", """{"attributePayload":{"attributes":{"note":"not-for-the-audit"}}}""");
        await api.SendAsync("GET", "/things/audited");
        await api.SendAsync("DELETE", "/policies/none");
        await api.SendAsAsync(reader, "POST", "/things/denied");
        await api.QueryAsAsync(reader, "iam", "Action=ListUsers");
        var keys = await api.SendAsync("POST", "/keys-and-certificate");
        await api.QueryAsync("sts", "Action=GetSessionToken");

        var answer = await api.SendAsync("GET", "/hatchery/v1/audit?maxResults=100", service: "hatchery");
        var rows = answer.Json.GetProperty("rows").EnumerateArray().Take(6).ToList();

        Assert.Equal(
            ["sts:GetSessionToken *", $"iot:CreateKeysAndCertificate {keys["certificateArn"]}", "iot:CreateThing thing/denied", "iot:DeletePolicy policy/none", "iot:CreateThing thing/audited", "hatchery:CreateKey arn:aws:iam::000000000000:user/watcher"],
            rows.Select(row => $"{Text(row, "action")} {Text(row, "resource")!.Replace("arn:aws:iot:us-east-1:000000000000:thing/", "thing/", StringComparison.Ordinal).Replace("arn:aws:iot:us-east-1:000000000000:policy/", "policy/", StringComparison.Ordinal)}"));
        Assert.Equal(["Success", "Success", "AccessDeniedException", "ResourceNotFoundException", "Success", "Success"], rows.Select(row => Text(row, "outcome")));
        Assert.Equal((reader.Id, "arn:aws:iam::000000000000:user/watcher", "127.0.0.1"), (Text(rows[2], "accessKeyId"), Text(rows[2], "caller"), Text(rows[2], "sourceIp")));
        Assert.Equal(created.RequestId, Text(rows[4], "requestId"));
        Assert.DoesNotContain("not-for-the-audit", answer.Body);
        Assert.DoesNotContain(reader.Secret.Reveal(), answer.Body);
    }

    [Fact]
    public async Task Pages_lead_to_the_end_and_after_leads_on()
    {
        for (var i = 0; i < 5; i++)
        {
            await api.SendAsync("POST", $"/thing-types/paged-{i}");
        }

        var seen = new List<long>();
        string? token = null;
        do
        {
            var page = (await api.SendAsync("GET", $"/hatchery/v1/audit?action=CreateThingType&maxResults=2{(token is null ? "" : $"&nextToken={Uri.EscapeDataString(token)}")}", service: "hatchery")).Json;
            seen.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("id").GetInt64()));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);

        var after = (await api.SendAsync("GET", $"/hatchery/v1/audit?action=CreateThingType&after={seen[2]}", service: "hatchery")).Json.GetProperty("rows").EnumerateArray();
        Assert.Equal([seen[1], seen[0]], after.Select(row => row.GetProperty("id").GetInt64()));
    }

    [Theory]
    [InlineData("nextToken=x")]
    [InlineData("after=x")]
    [InlineData("since=yesterday")]
    [InlineData("maxResults=0")]
    [InlineData("caller=")]
    public async Task Bad_filters_are_named(string query) =>
        (await api.SendAsync("GET", $"/hatchery/v1/audit?{query}", service: "hatchery")).Refused(AwsErrorCode.InvalidRequest);

    static string? Text(JsonElement row, string member) => row.GetProperty(member).GetString();
}
