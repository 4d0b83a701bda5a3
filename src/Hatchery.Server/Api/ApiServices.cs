using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access;
using Hatchery.Server.Api.Provisioning;
using Hatchery.Server.Audit;
using Hatchery.Server.Backups;
using Hatchery.Server.Certificates;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Events;

namespace Hatchery.Server.Api;

/// <summary>What operations work with.</summary>
public sealed record ApiServices(IRegistry Registry, AwsAccount Account, CertificateIssuer Issuer, HatcheryOptions Options, TimeProvider Time)
{
    /// <summary>Who may call. Set wherever requests come over the wire.</summary>
    public CallerDirectory Callers { get => field ?? throw new InvalidOperationException("These services have no callers"); init; }

    /// <summary>The broker. Set wherever requests come over the wire.</summary>
    public IDeviceGateway Gateway { get => field ?? throw new InvalidOperationException("These services have no broker"); init; }

    /// <inheritdoc cref="Gateway"/>
    public IRetainedMessages Retained { get => field ?? throw new InvalidOperationException("These services have no broker"); init; }

    /// <summary>What callers changed; null when nothing is recorded.</summary>
    public AuditTrail? Audit { get; init; }

    /// <summary>What devices tried; null when nothing is recorded.</summary>
    public AttemptRecorder? Attempts { get; init; }

    /// <summary>Which things are connected now; null where no device can connect.</summary>
    public ConnectivityRecorder? Connectivity { get; init; }

    /// <summary>Of the data folder. Set wherever a whole server runs.</summary>
    public BackupMaker Backups { get => field ?? throw new InvalidOperationException("These services have no data folder to back up"); init; }

    public ReportLinks ReportLinks { get; } = new(Time);
}
