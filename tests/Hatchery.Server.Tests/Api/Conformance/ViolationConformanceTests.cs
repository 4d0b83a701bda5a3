using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Sends every operation whatever the model of AWS's clients forbids: refused in AWS's words, and nothing written.</summary>
public sealed class ViolationConformanceTests(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    public static TheoryData<string> Operations => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_constraint_of_the_model_is_kept(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        var violations = new Violations(server.Model);
        List<string> problems = [];
        foreach (var member in members)
        {
            var request = await server.Values.RequestAsync(operation, members, member.Name);
            foreach (var violation in violations.Of(member, request[member.Name]))
            {
                var bad = new Dictionary<string, JsonNode?>(request) { [member.Name] = violation.Value };
                problems.AddRange(await Refusal(operation, bad, violation));
            }

            if (member is { IsRequired: true, Location: not "uri" })
            {
                request.Remove(member.Name);
                problems.AddRange(await Refusal(operation, request, new(member.Name, null, Violations.Missing)));
            }
        }

        server.Judge(problems);
    }

    /// <summary>What is wrong with how a bad request was answered.</summary>
    async Task<IEnumerable<string>> Refusal(ApiOperation operation, Dictionary<string, JsonNode?> request, Violation violation)
    {
        var before = server.Changes;
        var answer = await server.SendAsync(operation, request);
        var shown = $"{violation.Path} = {Shown(violation.Value)} ({violation.Constraint}): {answer.Status} {answer.ErrorType} {answer.Body}";
        if (answer.Status != 400 || server.Changes != before || !server.Model!.Errors(operation.Name).Contains(answer.ErrorType))
        {
            return [shown];
        }

        return violation.Constraint == Violations.WrongType || JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString()!.Contains(violation.Constraint, StringComparison.Ordinal)
            ? []
            : [shown];
    }

    static string Shown(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 60)] : "null";
}
