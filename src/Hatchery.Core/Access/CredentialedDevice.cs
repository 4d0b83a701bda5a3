namespace Hatchery.Core.Access;

/// <summary>The device that credentials were given to, as policies of their role may speak of it.</summary>
/// <param name="ThingName">Null when the device didn't name its thing; so is the type then.</param>
public sealed record CredentialedDevice(string CertificateId, string? ThingName = null, string? ThingTypeName = null);
