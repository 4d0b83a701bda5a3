namespace Hatchery.EndToEnd.Causes;

/// <summary>One thing that goes wrong: the cause that must be recorded, and what a device does to meet it.</summary>
/// <param name="Cause">The id, expected in the record and in <c>hatchery why</c>.</param>
/// <param name="How">Tells cases of one cause apart; a few words.</param>
/// <param name="MeetAsync">Sets up what is needed and plays the device.</param>
sealed record CauseCase(string Cause, string How, Func<CauseWorld, Task<Met>> MeetAsync)
{
    public string Name => $"{Cause}: {How}";

    /// <summary>Every case, by the part of the conversation in which it fails. Add a case to its file.</summary>
    public static IReadOnlyList<CauseCase> All { get; } =
        [.. TlsCases.All, .. CertificateCases.All, .. CaCases.All, .. ProtocolCases.All, .. PolicyCases.All, .. ClaimPolicyCases.All, .. PayloadCases.All, .. TemplateCases.All, .. HookCases.All, .. GuardCases.All, .. CredentialsCases.All];
}

/// <summary>Causes that no case of the table can meet, and where each is seen instead.</summary>
static class CausesElsewhere
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["keep-alive-timeout"] = "takes 45 seconds, AWS's shortest keep-alive and a half; the gateway's tests move the clock",
        ["hook-no-endpoint"] = "needs a server without --hook-endpoint, which the table's has; the hook tests have one",
        ["template-no-default-version"] = "no operation deletes a template's default version",
        ["token-certificate-gone"] = "a certificate that is deleted takes its tokens with it: that is token-unknown",
        ["certificate-resource-missing"] = "RegisterThing looks for the token's certificate first: that is token-certificate-gone",
        ["server-unavailable"] = "the registry's disk has to fail",
        ["server-failure"] = "a bug, or the registry's disk",
        ["invalid-parameters"] = "stands for a refusal that names no closer cause; none is known",
        ["payload-invalid"] = "stands for a payload that no closer cause names; none is known",
        ["just-in-time-failed"] = "stands for a refusal just in time that names no closer cause; none is known",
    };
}

/// <summary>What a case came to.</summary>
/// <param name="What">By which the attempt is found: a client id, a certificate id, an address.</param>
/// <param name="Message">The <c>errorMessage</c> that the device got; null where the protocol has no room for one.</param>
sealed record Met(string What, string? Message = null);
