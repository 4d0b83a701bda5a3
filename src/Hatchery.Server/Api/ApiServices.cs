using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Provisioning;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api;

/// <summary>What operations work with.</summary>
public sealed record ApiServices(IRegistry Registry, AwsAccount Account, CertificateIssuer Issuer, HatcheryOptions Options, TimeProvider Time)
{
    public ReportLinks ReportLinks { get; } = new(Time);
}
