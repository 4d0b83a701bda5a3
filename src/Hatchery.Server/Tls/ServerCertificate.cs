using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Server.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tls;

/// <summary>
/// The certificate that the server shows: the operator's own, or one made by the root CA for the configured names and kept in
/// the data folder. That one is made again at a start with other names or under another root, and whenever its end is near.
/// </summary>
public sealed partial class ServerCertificate
{
    /// <summary>The longest that browsers accept, for the console's sake.</summary>
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(397);

    static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    /// <summary>RFC 5280, ub-common-name.</summary>
    const int CommonNameMax = 64;

    static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    readonly CertificateAuthority root;
    readonly IReadOnlyList<string> names;
    readonly string certificateFile;
    readonly string keyFile;
    readonly TimeProvider time;
    readonly ILogger logger;
    readonly bool isOperators;
    readonly Lock renewal = new();
    volatile SslStreamCertificateContext context;

    ServerCertificate(HatcheryOptions options, CertificateAuthority root, TimeProvider time, ILogger logger)
    {
        this.root = root;
        this.time = time;
        this.logger = logger;
        names = options.Hostnames;
        if (options is { ServerCertificateFile: { } ownCertificate, ServerKeyFile: { } ownKey })
        {
            (certificateFile, keyFile, isOperators) = (ownCertificate, ownKey, true);
            context = ContextOf(PemFiles.Load(certificateFile, keyFile), IntermediatesIn(certificateFile));
            return;
        }

        var folder = Path.GetFullPath(Path.Combine(options.DataFolder, "server"));
        (certificateFile, keyFile) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        context = ContextOf(LoadKept() ?? Make(Keep), []);
    }

    /// <summary>What to show to the next connection.</summary>
    public SslStreamCertificateContext Current => IsFresh(context.TargetCertificate) ? context : Renewed();

    /// <exception cref="InvalidDataException">The operator's files can't be used.</exception>
    /// <exception cref="IOException">The data folder can't be written.</exception>
    public static ServerCertificate LoadOrCreate(HatcheryOptions options, CertificateAuthority root, TimeProvider time, ILogger<ServerCertificate>? logger = null) =>
        new(options, root, time, logger ?? NullLogger<ServerCertificate>.Instance);

    bool IsFresh(X509Certificate2 certificate) => isOperators || time.GetUtcNow() < new DateTimeOffset(certificate.NotAfter) - RenewBefore;

    SslStreamCertificateContext Renewed()
    {
        lock (renewal)
        {
            return IsFresh(context.TargetCertificate) ? context : context = ContextOf(Make(KeepIfPossible), []);
        }
    }

    X509Certificate2? LoadKept()
    {
        if (!File.Exists(certificateFile))
        {
            return null;
        }

        var kept = PemFiles.Load(certificateFile, keyFile);
        return IsFresh(kept) && HasNames(kept) && IsFromRoot(kept) ? kept : null;
    }

    bool IsFromRoot(X509Certificate2 certificate) => certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>()
        .Any(e => e.RawData.AsSpan().SequenceEqual(root.AuthorityKeyIdentifier.RawData));

    bool HasNames(X509Certificate2 certificate)
    {
        var kept = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString())));
        return kept.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(names.Select(Canonical));
    }

    X509Certificate2 Make(Action<X509Certificate2, string> keep)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        if (names[0].Length <= CommonNameMax)
        {
            // Some embedded clients still look for the name here.
            subject.AddCommonName(names[0]);
        }

        var request = new CertificateRequest(subject.Build(), key, root.Hash);
        request.CertificateExtensions.Add(AlternativeNames());
        request.CertificateExtensions.Add(root.AuthorityKeyIdentifier);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ServerAuthentication], critical: false));

        // A day back, as a device may have a slow clock.
        var notBefore = time.GetUtcNow().AddDays(-1);
        using var certificate = X509CertificateLoader.LoadCertificate(root.Sign(request, notBefore, notBefore + Lifetime));
        keep(certificate, key.ExportPkcs8PrivateKeyPem() + "\n");
        return certificate.CopyWithPrivateKey(key);
    }

    void Keep(X509Certificate2 certificate, string keyPem) => PemFiles.Save(certificateFile, keyFile, certificate, keyPem);

    // A full disk must not fail every handshake: the next start makes another.
    void KeepIfPossible(X509Certificate2 certificate, string keyPem)
    {
        try
        {
            Keep(certificate, keyPem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, certificateFile, e.Message);
        }
    }

    X509Extension AlternativeNames()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
                continue;
            }

            builder.AddDnsName(name);
        }

        return builder.Build();
    }

    static string Canonical(string name) => IPAddress.TryParse(name, out var address) ? address.ToString() : name;

    /// <summary>Offline: the server fetches neither issuers nor revocation answers for what it shows.</summary>
    static SslStreamCertificateContext ContextOf(X509Certificate2 certificate, X509Certificate2Collection intermediates) =>
        SslStreamCertificateContext.Create(certificate, intermediates, offline: true);

    static X509Certificate2Collection IntermediatesIn(string file)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"The chain in {file} can't be used: {e.Message}", e);
        }

        all.RemoveAt(0);
        return all;
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The server certificate was renewed but {File} could not be written: {Reason}")]
        public static partial void NotKept(ILogger logger, string file, string reason);
    }
}
