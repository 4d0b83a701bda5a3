using Hatchery.Cli.Doctor.Checks;

namespace Hatchery.Cli.Doctor;

/// <summary>Everything that doctor looks at, in the order in which a device comes upon it.</summary>
static class DoctorChecks
{
    public static readonly IReadOnlyList<(string Section, IReadOnlyList<DoctorCheck> Checks)> All =
    [
        ("Server", [Api.Check, Clock.Check, EndpointName.Check, MqttPort.Check, HttpsPort.Check]),
        ("TLS", [TlsVersions.Check, Alpn.Check, ServerName.Check, ServerDates.Check, RootCa.Check]),
        ("Claim", [ClaimCertificate.Check, ClaimKey.Check, KeyPermissions.Check, ClaimState.Check]),
        ("Template", [Template.Check, Role.Check, Hook.Check, References.Check, TemplateRest.Check]),
        ("Policy", [ConnectRight.Check, CreateRights.Check, ProvisionRights.Check]),
        ("As a device", [Connect.Check, Provision.Check]),
    ];

    /// <summary>Looks at everything. What a failed check leaves nothing to look at is skipped.</summary>
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(Examination of, CancellationToken ct)
    {
        foreach (var (section, checks) in All)
        {
            foreach (var check in checks.Where(check => check != Provision.Check || of.Asked.Provision))
            {
                of.Results.Add(await RunAsync(of, section, check, ct));
            }
        }

        return of.Results;
    }

    static async Task<CheckResult> RunAsync(Examination of, string section, DoctorCheck check, CancellationToken ct)
    {
        if (check.Needs.FirstOrDefault(needed => of.VerdictOf(needed) is Verdict.Problem or Verdict.Skipped) is { } lacking)
        {
            var cause = of.Results.First(result => result.Check == lacking).Lacking ?? lacking;
            return new CheckResult(section, check, [Finding.Skipped($"see '{cause.Label}'")], cause);
        }

        return new CheckResult(section, check, await check.Look(of, ct));
    }
}
