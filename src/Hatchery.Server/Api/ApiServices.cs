using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Provisioning;
using Hatchery.Server.Certificates;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Api;

/// <summary>What operations work with.</summary>
public sealed record ApiServices(IRegistry Registry, AwsAccount Account, CertificateIssuer Issuer, HatcheryOptions Options, TimeProvider Time)
{
    /// <summary>What devices tried; null when nothing is recorded.</summary>
    public AttemptRecorder? Attempts { get; init; }

    public ReportLinks ReportLinks { get; } = new(Time);
}
