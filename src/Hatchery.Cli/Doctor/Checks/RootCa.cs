using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>A device that trusts the root CAs of the claim folder trusts this server. Dates are <see cref="ServerDates"/>' matter.</summary>
static class RootCa
{
    public static readonly DoctorCheck Check = new("root-ca", "Root CA", of => [Look(of)]) { Needs = [TlsVersions.Check] };

    static Finding Look(Examination of)
    {
        if (of.Claim is { Roots: [] } bundle)
        {
            return Finding.Problem($"{bundle.Folder} holds no root CA, so its devices trust no server", $"Put it there: {Cure(of)}.");
        }

        if (of.RootsPem is not { } pem)
        {
            return Trusts(of.Seen!, [], X509ChainTrustMode.System)
                ? Finding.Ok("this machine's store trusts the server")
                : Finding.Skipped("no root CA to judge the server by", "Name a claim folder that holds one.");
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        var from = of.Claim is { } claim ? string.Join(", ", claim.Roots.Select(root => root.File).Distinct()) : of.Server!.RootCaFile;
        if (Trusts(of.Seen!, roots, X509ChainTrustMode.CustomRootTrust))
        {
            return Finding.Ok($"{from} {(IsServers(of, roots) ? "is the server's own" : "trusts the server")}");
        }

        var issuer = of.Seen!.Certificate!.IssuerName.Name;
        return IsServers(of, roots)
            ? Finding.Problem($"the server shows a certificate of its operator's ({issuer}), which {from} doesn't trust", "Devices need the root CA of that certificate, not Hatchery's own.")
            : Finding.Problem($"{from} does not trust this server, whose certificate is of {issuer}", $"Replace it: {Cure(of)}.");
    }

    /// <summary>Whether a certificate chains to one of the roots.</summary>
    public static bool Trusts(Handshake seen, X509Certificate2Collection roots, X509ChainTrustMode mode)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = mode;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(seen.Sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.IgnoreCtlNotTimeValid;
        return chain.Build(seen.Certificate!);
    }

    static bool IsServers(Examination of, X509Certificate2Collection roots)
    {
        if (of.Server is not { } server)
        {
            return false;
        }

        using var own = X509CertificateLoader.LoadCertificateFromFile(server.RootCaFile);
        var id = own.GetCertHash(HashAlgorithmName.SHA256);
        return roots.Any(root => root.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(id));
    }

    static string Cure(Examination of) => (of.Server, of.Claim) switch
    {
        ({ } server, { } claim) => $"cp {ShellWord.Quote(server.RootCaFile)} {ShellWord.Quote(claim.PathOf(claim.Roots is [var one] ? one.File : "root-ca.pem"))}",
        _ => "take ca/root-ca.pem from the server's data folder",
    };
}
