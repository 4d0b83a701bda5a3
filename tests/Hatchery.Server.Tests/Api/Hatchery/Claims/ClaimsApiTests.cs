using Hatchery.Core;

namespace Hatchery.Server.Tests.Api.Hatchery.Claims;

public sealed class ClaimsApiTests : IAsyncDisposable
{
    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_claim_is_found_by_id_ARN_the_beginning_of_its_id_and_its_name()
    {
        var arn = await api.AddCertificate();
        await api.AddCertificate();
        var id = arn[^64..];
        await api.Send($"PUT /hatchery/v1/claims/{id}/guards", """{"name":"batch-7"}""");

        foreach (var label in (string[])[id, Uri.EscapeDataString(arn), id[..8], id[..8].ToUpperInvariant(), "batch-7"])
        {
            var claim = await api.Send($"GET /hatchery/v1/claims/{label}");
            Assert.Equal((id, "batch-7", "ACTIVE", 0), (claim.GetProperty("certificateId").GetString(), claim.GetProperty("name").GetString(), claim.GetProperty("status").GetString(), claim.GetProperty("devices").GetInt32()));
        }

        foreach (var label in (string[])["batch-8", "ab", new string('f', 64), "x"])
        {
            Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"GET /hatchery/v1/claims/{label}")).Code);
        }
    }

    [Fact]
    public async Task Revoking_a_claim_alone_leaves_devices_and_may_be_repeated()
    {
        var id = (await api.AddCertificate())[^64..];

        for (var time = 0; time < 2; time++)
        {
            var answer = await api.Send($"POST /hatchery/v1/claims/{id}/revoke", "{}");
            Assert.Equal((id, 0, false), (answer.GetProperty("certificateId").GetString(), answer.GetProperty("revoked").GetInt32(), answer.TryGetProperty("nextToken", out _)));
            Assert.Equal("REVOKED", (await api.Send($"GET /hatchery/v1/claims/{id}")).GetProperty("status").GetString());
        }

        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse($"POST /hatchery/v1/claims/{id}/revoke", """{"withDevice":true}""")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse($"POST /hatchery/v1/claims/{id}/revoke", """{"withDevices":true,"nextToken":"!"}""")).Code);
    }

    [Theory]
    [InlineData("{}", "Name registrations by ids or serials")]
    [InlineData("""{"ids":[1],"all":true}""", "Name registrations by ids or serials")]
    [InlineData("""{"ids":[1]}""", "No held registration has the id 1")]
    [InlineData("""{"serials":["S"]}""", "No held registration has the serial number 'S'")]
    [InlineData("""{"all":true,"claim":"nobodys"}""", "No certificate's id begins with 'nobodys'")]
    public async Task A_decision_names_what_is_held(string body, string message) =>
        Assert.Contains(message, (await api.Refuse("POST /hatchery/v1/approvals/approve", body)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Orphans_come_kind_by_kind_with_their_mending_commands()
    {
        var id = (await api.AddCertificate())[^64..];
        await api.Send("POST /things/lonely");
        await api.Send("POST /things/busy");

        Assert.Equal([id, "busy", "lonely"], await api.ListAll("GET /hatchery/v1/orphans?maxResults=1", "orphans", "name"));
        Assert.Equal(["aws iot delete-thing --thing-name busy", "aws iot delete-thing --thing-name lonely"], await api.ListAll("GET /hatchery/v1/orphans?kind=thing-without-certificate", "orphans", "fix"));
        await api.Send($"PUT /hatchery/v1/claims/{id}/guards", """{"name":"a-claim"}""");
        Assert.Empty(await api.ListAll("GET /hatchery/v1/orphans?kind=certificate-without-thing", "orphans", "name"));
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /hatchery/v1/orphans?kind=strays")).Code);
        Assert.Equal(AwsErrorCode.InvalidRequest, (await api.Refuse("GET /hatchery/v1/orphans?nextToken=OTk=")).Code);
    }
}
