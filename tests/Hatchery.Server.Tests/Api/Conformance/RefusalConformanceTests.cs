using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>What is well formed and yet wrong: names that nothing has, tokens of no page, bodies that aren't JSON or too large. Refused as the operation declares.</summary>
public sealed class RefusalConformanceTests(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    static readonly string[] Naming = ["Name", "Id", "Arn", "principal", "target", "parentGroup", "roleAlias"];

    static readonly string Large = $"{{\"large\":\"{new string('a', 5_000_000)}\"}}";

    public static TheoryData<string> Operations => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Names_of_nothing_are_refused_as_the_model_declares(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        foreach (var member in members.Where(member => Naming.Any(end => member.Name.EndsWith(end, StringComparison.Ordinal)) && member.Shape.GetProperty("type").GetString() == "string"))
        {
            var request = await server.Values.RequestAsync(operation, members, member.Name);
            request[member.Name] = OfNothing($"{request[member.Name]}");
            var before = server.Changes;
            var answer = await server.SendAsync(operation, request);
            if (answer.Status == 200)
            {
                continue;
            }

            Assert.Equal(before, server.Changes);
            AssertDeclared(name, $"{member.Name} = {request[member.Name]}", answer);
        }
    }

    [Theory]
    [InlineData("%")]
    [InlineData("not base64")]
    [InlineData("////")]
    [InlineData("MTIzfGFiY3x4eXo=")]
    public async Task Tokens_that_no_answer_held_are_refused_or_read_as_a_position(string token)
    {
        foreach (var name in OperationTable.All.Select(operation => operation.Name).Where(name => server.Model?.Has(name) is true))
        {
            var operation = server.Operation(name);
            var members = server.Model!.InputMembers(name);
            if (members.FirstOrDefault(member => member.Name is "marker" or "nextToken") is not { } member)
            {
                continue;
            }

            var request = await server.Values.RequestAsync(operation, members);
            request[member.Name] = token;
            var answer = await server.SendAsync(operation, request);
            if (token.StartsWith("MTIz", StringComparison.Ordinal) && answer.Status == 200)
            {
                continue;
            }

            Assert.True(answer is { Status: 400, ErrorType: "InvalidRequestException" }, $"{name}: {answer.Status} {answer.ErrorType} {answer.Body}");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Bodies_that_are_no_object_or_too_large_are_refused(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        if (members.All(member => member.Location != "body"))
        {
            return;
        }

        var request = WireRequest.Of(operation, members, await server.Values.RequestAsync(operation, members));
        var before = server.Changes;
        foreach (var body in new[] { "{", "null", "[]", "\"text\"", "{\"a\":}", "\u0000", "<xml/>" })
        {
            AssertDeclared(name, body, await server.SendAsync(request with { Body = body }));
        }

        Assert.Equal(413, (await server.SendAsync(request with { Body = Large })).Status);
        Assert.Equal(before, server.Changes);
    }

    void AssertDeclared(string operation, string what, Answer answer)
    {
        var declared = server.Model!.Errors(operation);
        Assert.True(answer.ErrorType is not null && declared.Contains(answer.ErrorType), $"{operation} with {what}: {answer.Status} {answer.ErrorType} {answer.Body}, declared are {string.Join(", ", declared)}");
        Assert.Equal(server.Model.StatusOf(answer.ErrorType!), answer.Status);
        Assert.InRange(answer.Status, 400, 499);
    }

    /// <summary>A value like another, of the same form, that names nothing.</summary>
    static JsonNode OfNothing(string value)
    {
        var head = value.LastIndexOf('/') + 1;
        var name = value[head..];
        return value[..head] + (name.Length == 64 ? new string('f', 64) : "nothing");
    }
}
