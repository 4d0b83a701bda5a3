using System.Text.Json.Nodes;

namespace Hatchery.Cli.Doctor;

/// <summary>What the command line asks doctor for.</summary>
/// <param name="ClientId">Null when it wasn't given.</param>
/// <param name="HookEndpoint">The server's, if it is known here.</param>
/// <param name="Provision">Provision a device, not only connect.</param>
/// <param name="Parameters">What that device sends; null makes values up.</param>
sealed record DoctorRequest(
    string? TemplateName, string? ClientId, string? HookEndpoint, bool Provision, JsonObject? Parameters);
