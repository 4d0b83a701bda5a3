using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Claims;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim revoke</c>: shows what would end, asks, and ends it.</summary>
static class ClaimRevokeCommand
{
    static readonly Option<bool> WithDevices = new("--with-devices") { Description = "Revoke the certificates of all devices that came through it, too." };

    static readonly Option<bool> Yes = new("--yes") { Description = "Don't ask." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "revoke", "Revoke a claim for good, live sessions included; shows first what that means.", terminal, RunAsync, ClaimArgument.Required, WithDevices, Yes);

    static async Task<int> RunAsync(ServerCall call)
    {
        var path = $"claims/{ServerCall.Label(call.Parsed.GetRequiredValue(ClaimArgument.Required))}";
        var withDevices = call.Parsed.GetValue(WithDevices);
        var claim = await call.Api.HatcheryAsync(HttpMethod.Get, path, body: null, call.Ct);
        var live = 0L;
        if (withDevices)
        {
            await foreach (var device in Pages.WalkAsync(call, $"{path}/devices", "devices", call.Ct))
            {
                live += $"{device["status"]}" is "REVOKED" ? 0 : 1;
            }
        }

        if (!call.Parsed.GetValue(Yes))
        {
            Preview(claim, live, withDevices, call);
            if (!Confirmed(call))
            {
                throw new FailureException($"nothing was revoked; {Yes.Name} goes on without asking");
            }
        }

        var revoked = await RevokeAsync($"claims/{claim["certificateId"]}/revoke", withDevices, call);
        var value = new JsonObject { ["certificateId"] = $"{claim["certificateId"]}", ["revokedDevices"] = revoked };
        call.Print(value, [$"revoked claim {claim["certificateId"]}{(withDevices ? $" and {revoked} devices" : "")}"]);
        return CommandLine.Done;
    }

    static void Preview(JsonObject claim, long live, bool withDevices, ServerCall call)
    {
        var to = call.Terminal.Error;
        to.WriteLine($"Claim {claim["certificateId"]}{(claim["name"] is { } name ? $" ({name})" : "")} is {claim["status"]}; {claim["devices"]} devices registered through it.");
        to.WriteLine(withDevices
            ? $"It and {live} certificates that came through it end for good, live sessions included."
            : $"It ends for good, live sessions included. Its devices stay ({WithDevices.Name} ends them, too).");
    }

    static bool Confirmed(ServerCall call)
    {
        call.Terminal.Error.Write("Revoke? [y/N] ");
        call.Terminal.Error.Flush();
        return call.Terminal.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>Each request ends a bounded number, so that no transaction and no request is long.</summary>
    static async Task<long> RevokeAsync(string path, bool withDevices, ServerCall call)
    {
        var revoked = 0L;
        for (string? token = ""; token is not null;)
        {
            var request = new JsonObject { ["withDevices"] = withDevices };
            if (token is not "")
            {
                request["nextToken"] = token;
            }

            var answer = await call.Api.HatcheryAsync(HttpMethod.Post, path, request, call.Ct);
            revoked += (long)answer["revoked"]!;
            token = (string?)answer["nextToken"];
        }

        return revoked;
    }
}
