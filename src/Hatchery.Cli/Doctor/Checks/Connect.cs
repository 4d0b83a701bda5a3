using Hatchery.Device;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>A real MQTT connection with the claim over mutual TLS, on each device port, and nothing more.</summary>
static class Connect
{
    public static readonly DoctorCheck Check = new("connect", "MQTT", LookAsync) { Needs = [TlsVersions.Check, ServerName.Check, ServerDates.Check, ClaimKey.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        // These may be skipped for want of the API; then the connection itself tells.
        if (new[] { RootCa.Check, ClaimState.Check, ConnectRight.Check }.FirstOrDefault(check => of.VerdictOf(check) is Verdict.Problem or Verdict.Warning) is { } stands)
        {
            return Finding.Skipped($"the server would refuse it: see '{stands.Label}'");
        }

        List<string> done = [];
        foreach (var (port, alpn) in Ports(of))
        {
            var begun = of.Time.GetTimestamp();
            try
            {
                await using var connection = await DeviceConnection.ConnectAsync(of.Endpoint(port, alpn), of.Claim!.Credentials(), of.ClientId, ct);
                done.Add($"{port} ({of.Time.GetElapsedTime(begun).TotalMilliseconds:0} ms)");
            }
            catch (DeviceConnectionException e)
            {
                return Finding.Problem(e.Message, Cure(of));
            }
        }

        return Finding.Ok($"with the claim as {of.ClientId} on {string.Join(" and ", done)}");
    }

    static string Cure(Examination of) => of.Api is null
        ? "Whoever runs the server sees why: hatchery why, or its log."
        : $"Why: {of.Invocation} why {of.Claim!.Certificate!.Id[..12]}";

    /// <summary>The device ports that answer, with the ALPN that MQTT needs there.</summary>
    public static IEnumerable<(int Port, string? Alpn)> Ports(Examination of)
    {
        if (of.IsOpen(MqttPort.Check))
        {
            yield return (of.MqttPort, null);
        }

        if (of.IsOpen(HttpsPort.Check))
        {
            yield return (of.HttpsPort, Alpn.MqttByCertificate);
        }
    }
}
