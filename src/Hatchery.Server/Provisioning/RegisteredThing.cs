namespace Hatchery.Server.Provisioning;

/// <summary>What RegisterThing of the API answers, and a bulk task reports for a line.</summary>
/// <param name="ResourceArns">By the template's logical names.</param>
public sealed record RegisteredThing(string CertificatePem, IReadOnlyDictionary<string, string> ResourceArns);
