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
        [.. TlsCases.All, .. CertificateCases.All, .. ProtocolCases.All, .. PolicyCases.All, .. ClaimPolicyCases.All, .. PayloadCases.All, .. TemplateCases.All, .. HookCases.All];
}

/// <summary>What a case came to.</summary>
/// <param name="What">By which the attempt is found: a client id, a certificate id, an address.</param>
/// <param name="Message">The <c>errorMessage</c> that the device got; null where the protocol has no room for one.</param>
sealed record Met(string What, string? Message = null);
