using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim devices</c>: everything that came through a claim, oldest first.</summary>
static class ClaimDevicesCommand
{
    public static Command Create(Terminal terminal) =>
        AskCommand.Create("devices", "List everything that came through a claim.", terminal, RunAsync, ClaimArgument.Required);

    static async Task<int> RunAsync(ServerCall call)
    {
        var path = $"claims/{ServerCall.Label(call.Parsed.GetRequiredValue(ClaimArgument.Required))}/devices";
        var found = 0;
        await foreach (var device in Pages.WalkAsync(call, path, "devices", call.Ct))
        {
            if (found++ == 0 && !call.Json)
            {
                call.Terminal.Out.WriteLine(call.Terminal.Faint($"{"CERTIFICATE",-64}  {"STATUS",-18}  {"REGISTERED",-19}  {"THING",-32}  TEMPLATE"));
            }

            call.Print(device, [Line(device)]);
        }

        if (found == 0 && !call.Json)
        {
            call.Terminal.Out.WriteLine("nothing came through this claim");
        }

        return CommandLine.Done;
    }

    static string Line(JsonObject device) =>
        $"{device["certificateId"]}  {$"{device["status"]}",-18}  {Age.Time(device["registeredAt"]),-19}  {device["thingName"]?.ToString() ?? "-",-32}  {device["templateName"]?.ToString() ?? "-"}";
}
