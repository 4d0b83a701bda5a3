using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The server certificate is for the name that devices dial. An address needs an IP entry: a DNS entry with digits doesn't count.</summary>
static class ServerName
{
    public static readonly DoctorCheck Check = new("server-name", "Name", of => [Judge(of.Seen!.Certificate!, of.Host!, of.Invocation)]) { Needs = [TlsVersions.Check] };

    public static Finding Judge(X509Certificate2 certificate, string host, string invocation)
    {
        var names = NamesOf(certificate);
        if (certificate.MatchesHostname(host, allowCommonName: false))
        {
            return Finding.Ok($"the server certificate is for {string.Join(", ", names)}");
        }

        var why = IPAddress.TryParse(host, out _) ? $"{host} needs an IP entry" : $"{host} is dialled";
        return Finding.Problem(
            $"the server certificate is for {(names is [] ? "no name at all" : string.Join(", ", names))}; {why}",
            $"Dial a name that it has, or make it anew: '{invocation} serve{string.Concat(names.Append(host).Select(name => $" --hostname {name}"))}'.");
    }

    static List<string> NamesOf(X509Certificate2 certificate) => [.. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => $"{address}")))];
}
