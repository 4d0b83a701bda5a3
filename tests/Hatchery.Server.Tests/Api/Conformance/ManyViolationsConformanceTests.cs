using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Sends every operation all that its model forbids at once, wherever it travels: all of it is told in one message.</summary>
public sealed class ManyViolationsConformanceTests(ConformanceServer server) : IClassFixture<ConformanceServer>
{
    public static TheoryData<string> Operations => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task All_problems_of_a_request_are_told_at_once(string name)
    {
        var operation = server.Operation(name);
        var members = server.Model!.InputMembers(name);
        var violations = new Violations(server.Model);
        Dictionary<string, JsonNode?> request = [];
        List<(string Member, string Constraint)> wrong = [];
        foreach (var member in members)
        {
            var good = await server.Values.RequestAsync(operation, members, member.Name);
            var violation = violations.Of(member, good[member.Name]).LastOrDefault(violation => violation.Constraint.Contains("Member must", StringComparison.Ordinal));
            if (violation is not null)
            {
                request[member.Name] = violation.Value;
                wrong.Add((member.Name, violation.Constraint));
            }
            else if (member.IsRequired)
            {
                request[member.Name] = good[member.Name];
            }
        }

        if (wrong.Count < 2)
        {
            return;
        }

        var before = server.Changes;
        var answer = await server.SendAsync(operation, request);
        Assert.Equal((400, before), (answer.Status, server.Changes));
        var message = JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString()!;
        server.Judge([.. wrong.Where(one => !message.Contains(one.Constraint, StringComparison.Ordinal)).Select(one => $"{one.Member} ({one.Constraint}) is not in: {message}")]);
    }
}
