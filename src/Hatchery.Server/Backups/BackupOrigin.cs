namespace Hatchery.Server.Backups;

/// <summary>What the server was run as whose folder a backup holds: a restored folder should be served the same way.</summary>
/// <param name="Version">Of Hatchery.</param>
public sealed record BackupOrigin(string Version)
{
    /// <summary>This and the rest are unknown in a backup that was made while no server ran.</summary>
    public string? Region { get; init; }

    public string? Account { get; init; }

    public IReadOnlyList<string> Hostnames { get; init; } = [];

    /// <summary>Whether the operator's own CA issued certificates; its files are no part of the folder.</summary>
    public bool HadOwnIssuingCa { get; init; }

    /// <inheritdoc cref="HadOwnIssuingCa"/>
    public bool HadOwnServerCertificate { get; init; }

    public static BackupOrigin Of(HatcheryOptions options) => new(HatcheryHost.Version)
    {
        Region = options.Region,
        Account = options.AccountId,
        Hostnames = options.Hostnames,
        HadOwnIssuingCa = options.CaCertificateFile is not null,
        HadOwnServerCertificate = options.ServerCertificateFile is not null,
    };
}
