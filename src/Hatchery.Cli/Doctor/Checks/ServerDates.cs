namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The server certificate, and what devices trust, are within their dates.</summary>
static class ServerDates
{
    /// <summary>Hatchery renews its own thirty days before.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static readonly DoctorCheck Check = new("server-dates", "Dates", of => [Judge(new BundledCertificate("", of.Seen!.Certificate!), of.Claim?.Roots ?? [], of.Time.GetUtcNow())])
    {
        Needs = [TlsVersions.Check],
    };

    public static Finding Judge(BundledCertificate server, IReadOnlyList<BundledCertificate> roots, DateTimeOffset now)
    {
        if (now > server.NotAfter)
        {
            return Finding.Problem(
                $"the server certificate expired on {server.NotAfter:yyyy-MM-dd}",
                "Renew the files of --server-cert and --server-key and restart; without them Hatchery makes and renews its own. If it isn't so, this machine's clock is wrong.");
        }

        if (now < server.NotBefore)
        {
            return Finding.Problem($"the server certificate is valid only from {server.NotBefore:yyyy-MM-dd HH:mm} UTC", "One of the clocks is wrong, or the certificate was made ahead of its time.");
        }

        if (roots.FirstOrDefault(root => now > root.NotAfter) is { } root)
        {
            return Finding.Problem($"the root CA in {root.File} expired on {root.NotAfter:yyyy-MM-dd}", "Give devices the root CA of today.");
        }

        return server.NotAfter - now < Soon
            ? Finding.Warning($"the server certificate ends on {server.NotAfter:yyyy-MM-dd}", "Renew it before.")
            : Finding.Ok($"valid until {server.NotAfter:yyyy-MM-dd}");
    }
}
