using System.CommandLine;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery claim</c>: who may register through a claim, who did, and the end of it.</summary>
static class ClaimCommand
{
    public static Command Create(Terminal terminal) => new("claim", "Guard a claim certificate, see what came through it, and end it.")
    {
        ClaimGuardCommand.Create(terminal),
        ClaimDevicesCommand.Create(terminal),
        ClaimApprovalsCommand.Create(terminal),
        ClaimDecisionCommand.Create("approve", "Approve held registrations: the device's next identical request succeeds.", terminal),
        ClaimDecisionCommand.Create("refuse", "Refuse held registrations.", terminal),
        ClaimRevokeCommand.Create(terminal),
    };
}
