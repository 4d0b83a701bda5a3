using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim approve</c> and <c>hatchery claim refuse</c>.</summary>
static class ClaimDecisionCommand
{
    static readonly Option<long[]> Ids = new("--id") { HelpName = "N", Description = "As 'hatchery claim approvals' lists it; repeatable.", AllowMultipleArgumentsPerToken = true };

    static readonly Option<string[]> Serials = new("--serial") { HelpName = "SERIAL", Description = "Those with this serial number; repeatable.", AllowMultipleArgumentsPerToken = true };

    static readonly Option<bool> All = new("--all") { Description = "All that wait, of the claim or template when one is named." };

    /// <param name="verb">Also the operation's name in its path.</param>
    public static Command Create(string verb, string description, Terminal terminal) => AskCommand.Create(
        verb, description, terminal, call => RunAsync(verb, call), ClaimArgument.Optional, ClaimArgument.Template, Ids, Serials, All);

    static async Task<int> RunAsync(string verb, ServerCall call)
    {
        var (ids, serials, all) = (call.Parsed.GetValue(Ids) ?? [], call.Parsed.GetValue(Serials) ?? [], call.Parsed.GetValue(All));
        if (all == (ids.Length + serials.Length > 0))
        {
            throw new UsageException($"say which: {Ids.Name}, {Serials.Name} or {All.Name}");
        }

        var request = new JsonObject
        {
            ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]),
            ["serials"] = new JsonArray([.. serials.Select(serial => JsonValue.Create(serial))]),
            ["all"] = all,
            ["claim"] = call.Parsed.GetValue(ClaimArgument.Optional),
            ["templateName"] = call.Parsed.GetValue(ClaimArgument.Template),
        };
        var answer = await call.Api.HatcheryAsync(HttpMethod.Post, $"approvals/{verb}", request, call.Ct);
        call.Print(answer, [$"{answer["decided"]} {(verb is "approve" ? "approved" : "refused")}"]);
        return CommandLine.Done;
    }
}
