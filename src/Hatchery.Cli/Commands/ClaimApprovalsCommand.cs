using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim approvals</c>: the registrations that are held, oldest first.</summary>
static class ClaimApprovalsCommand
{
    static readonly Option<bool> All = new("--all") { Description = "Those decided about, too, that have not come back yet." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "approvals", "List registrations that wait for approval; of all claims unless one is named.", terminal, RunAsync, ClaimArgument.Optional, ClaimArgument.Template, All);

    static async Task<int> RunAsync(ServerCall call)
    {
        string?[] query =
        [
            call.Parsed.GetValue(ClaimArgument.Optional) is { } claim ? $"claim={ServerCall.Label(claim)}" : null,
            call.Parsed.GetValue(ClaimArgument.Template) is { } template ? $"templateName={ServerCall.Label(template)}" : null,
            call.Parsed.GetValue(All) ? null : "status=WAITING",
        ];
        var found = 0;
        await foreach (var held in Pages.WalkAsync(call, $"approvals?{string.Join('&', query.OfType<string>())}".TrimEnd('?'), "approvals", call.Ct))
        {
            if (found++ == 0 && !call.Json)
            {
                call.Terminal.Out.WriteLine(call.Terminal.Faint($"{"ID",-6}  {"STATUS",-8}  {"ASKED LAST",-19}  {"SERIAL",-24}  {"THING",-32}  {"FROM",-15}  TEMPLATE"));
            }

            call.Print(held, [Line(held)]);
        }

        if (found == 0 && !call.Json)
        {
            call.Terminal.Out.WriteLine("nothing waits for approval");
        }

        return CommandLine.Done;
    }

    static string Line(JsonObject held) =>
        $"{held["id"],-6}  {$"{held["status"]}",-8}  {Age.Time(held["lastAskedAt"]),-19}  {held["serial"]?.ToString() ?? "-",-24}  {held["thingName"]?.ToString() ?? "-",-32}  {held["sourceIp"],-15}  {held["templateName"]}";
}
