using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Core;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Calls every operation as the model of AWS's clients describes it, and reads the answers by that model.</summary>
public sealed class AnswerConformanceTests(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    /// <summary>Members that only make sense for devices that connect by Amazon Cognito; docs/protocol.md says that they are refused.</summary>
    static readonly string[] Refused = ["cognitoIdentityPoolId"];

    static readonly string[] Tokens = ["marker", "nextToken"];

    /// <summary>As many as one page may have. AWS says 100 of a search in words.</summary>
    static int PageMax(string operation) => operation == "SearchIndex" ? Limits.SearchResultsMax : Limits.PageSizeMax;

    public static TheoryData<string> Operations => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_input_member_is_accepted_and_every_answer_has_its_shape(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        List<string> problems = [];
        List<JsonElement> answers = [];
        foreach (var member in members.Where(member => !member.IsRequired && !Tokens.Contains(member.Name)).Select(member => member.Name).Prepend(null))
        {
            var answer = await server.SendAsync(operation, await server.Values.RequestAsync(operation, members, member));
            if (member is not null && Refused.Contains(member))
            {
                Assert.Equal((400, "InvalidRequestException"), (answer.Status, answer.ErrorType));
                continue;
            }

            if (answer is { Status: 200, Body.Length: > 0 })
            {
                answers.Add(answer.Json);
            }

            problems.AddRange(answer.Status == 200 ? Problems(name, answer) : [$"with {member ?? "its required members"}: {answer.Status} {answer.ErrorType} {answer.Body}"]);
        }

        server.Judge(problems);
        if (server.Model.Output(name) is { } output)
        {
            Assert.Equal(
                AbsentMembers.Of(name).Order(StringComparer.Ordinal),
                AnswerShape.Missing(server.Model, "", answers, output).Except(["nextToken", "nextMarker"]).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Pages_of_one_item_add_up_to_the_page_of_all(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        var token = members.FirstOrDefault(member => Tokens.Contains(member.Name));
        if (token is null)
        {
            return;
        }

        var size = token.Name == "marker" ? "pageSize" : "maxResults";
        var request = await server.Values.RequestAsync(operation, members);
        var next = token.Name == "marker" ? "nextMarker" : "nextToken";
        if (members.All(member => member.Name != size))
        {
            Assert.False((await server.SendAsync(operation, request)).Json.TryGetProperty(next, out _));
            return;
        }

        var all = Items((await server.SendAsync(operation, new Dictionary<string, JsonNode?>(request) { [size] = PageMax(name) })).Json);
        List<string> paged = [];
        request[size] = 1;
        while (true)
        {
            var page = (await server.SendAsync(operation, request)).Json;
            var items = Items(page);
            Assert.InRange(items.Count, 0, 1);
            paged.AddRange(items);
            if (!page.TryGetProperty(next, out var following))
            {
                break;
            }

            request[token.Name] = following.GetString();
        }

        Assert.Equal(all, paged);
    }

    static List<string> Items(JsonElement page) =>
        [.. page.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array).SelectMany(list => list.Value.EnumerateArray()).Select(item => item.ToString())];

    IEnumerable<string> Problems(string name, Answer answer)
    {
        if (server.Model!.Output(name) is { } output && output.GetProperty("members").EnumerateObject().Any())
        {
            return AnswerShape.Problems(server.Model, name, answer.Json, output);
        }

        return answer.Body is "" or "{}" ? [] : [$"{name} answers nothing at AWS, here {answer.Body}"];
    }
}
