using System.Security.Authentication;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>
/// What clients ask for by ALPN: on the MQTT port nothing, or what the JavaScript SDK sends; on the HTTPS port <c>x-amzn-mqtt-ca</c>
/// must be agreed on. Source: AWS IoT "Device communication protocols".
/// </summary>
static class Alpn
{
    public const string MqttByCertificate = "x-amzn-mqtt-ca";
    const string Mqtt = "mqtt";

    public static readonly DoctorCheck Check = new("alpn", "ALPN", LookAsync) { Needs = [TlsVersions.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        List<string> taken = [];
        if (of.IsOpen(MqttPort.Check))
        {
            var (accepted, refused) = await SortAsync(of, of.MqttPort, [null, Mqtt, MqttByCertificate], ct);
            if (refused is not [])
            {
                return Finding.Warning($"{of.MqttPort} refuses {Names(refused)}", "Clients that ask for it fail in the handshake, such as AWS's JavaScript SDK with x-amzn-mqtt-ca: have the server accept it.");
            }

            taken.Add($"{of.MqttPort} takes {Names(accepted)}");
        }

        if (of.IsOpen(HttpsPort.Check))
        {
            var handshake = await Handshake.WithAsync(of.Host!, of.HttpsPort, SslProtocols.None, MqttByCertificate, ct);
            if (!handshake.IsComplete || handshake.Alpn != MqttByCertificate)
            {
                return Finding.Problem(
                    $"{of.HttpsPort} doesn't agree on {MqttByCertificate}{(handshake.Failure is { } failure ? $": {failure}" : "")}",
                    "AWS's SDKs ask for it on 443: point --https-port at the server's own port, without a proxy that ends TLS.");
            }

            var (accepted, _) = await SortAsync(of, of.HttpsPort, [null, Mqtt], ct);
            taken.Add($"{of.HttpsPort} {MqttByCertificate}{(accepted is [] ? "" : $" ({Names(accepted)}: for other clients than MQTT by certificate)")}");
        }

        return Finding.Ok(string.Join("; ", taken));
    }

    static async Task<(IReadOnlyList<string?> Accepted, IReadOnlyList<string?> Refused)> SortAsync(Examination of, int port, string?[] protocols, CancellationToken ct)
    {
        var handshakes = new List<(string? Protocol, Handshake Handshake)>();
        foreach (var protocol in protocols)
        {
            handshakes.Add((protocol, await Handshake.WithAsync(of.Host!, port, SslProtocols.None, protocol, ct)));
        }

        return (
            [.. handshakes.Where(one => one.Handshake.IsComplete).Select(one => one.Protocol)],
            [.. handshakes.Where(one => !one.Handshake.IsComplete).Select(one => one.Protocol)]);
    }

    static string Names(IEnumerable<string?> protocols) => string.Join(", ", protocols.Select(protocol => protocol ?? "none"));
}
