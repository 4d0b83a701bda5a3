namespace Hatchery.Server.Provisioning;

/// <summary>What a reserved topic asks for.</summary>
/// <param name="Name">AWS's name of the operation.</param>
/// <param name="Template">The template that the topic names: what the device made of it.</param>
sealed record ProvisioningCall(string Name, ProvisioningOperation Operation, string? Template = null);
