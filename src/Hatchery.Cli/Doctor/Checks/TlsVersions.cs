using System.Security.Authentication;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>Both TLS versions that devices speak are served.</summary>
static class TlsVersions
{
    static readonly (string Name, SslProtocols Protocol)[] Versions = [("1.2", SslProtocols.Tls12), ("1.3", SslProtocols.Tls13)];

    public static readonly DoctorCheck Check = new("tls-versions", "TLS 1.2 and 1.3", LookAsync);

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        var ports = new[] { (MqttPort.Check, of.MqttPort), (HttpsPort.Check, of.HttpsPort) }.Where(port => of.IsOpen(port.Check)).Select(port => port.Item2).ToList();
        if (ports is [])
        {
            return Finding.Skipped("no device port answers");
        }

        var failures = new List<string>();
        var completed = 0;
        foreach (var (port, version) in ports.SelectMany(port => Versions.Select(version => (port, version))))
        {
            var handshake = await Handshake.WithAsync(of.Host!, port, version.Protocol, alpn: port == of.HttpsPort ? Alpn.MqttByCertificate : null, ct);
            of.Seen ??= handshake.Certificate is null ? null : handshake;
            if (handshake.IsComplete)
            {
                completed++;
            }
            else
            {
                failures.Add($"TLS {version.Name} on {port}: {handshake.Failure}");
            }
        }

        if (failures is [])
        {
            return Finding.Ok($"on {string.Join(" and ", ports)}");
        }

        var what = string.Join("; ", failures);
        return completed == 0
            ? Finding.Problem(what, $"Is it a device port? What listens on {string.Join(" and ", ports)} must speak TLS.")
            : Finding.Warning(what, "Devices that speak this version alone are kept out: allow both in OpenSSL's configuration of the server.");
    }
}
