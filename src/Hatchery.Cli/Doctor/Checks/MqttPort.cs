namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The port that is 8883 by default accepts connections.</summary>
static class MqttPort
{
    public static readonly DoctorCheck Check = new("mqtt-port", "MQTT port", (of, ct) => LookAsync(of, of.MqttPort, "--mqtt-port", "8883", ct)) { Needs = [EndpointName.Check] };

    /// <summary>The same for either device port.</summary>
    /// <param name="option">That of serve which sets it.</param>
    /// <param name="atAws">The port that firmware dials at AWS.</param>
    public static async Task<Finding> LookAsync(Examination of, int port, string option, string atAws, CancellationToken ct)
    {
        if (await TcpDial.TryAsync(of.Host!, port, ct) is { } why)
        {
            return Finding.Problem($"no connection to {of.Host}:{port}: {why}", Fix(of, port, option));
        }

        return Finding.Ok($"{port}{($"{port}" == atAws ? "" : $", {atAws} at AWS: tell it to the firmware")}");
    }

    static string Fix(Examination of, int port, string option)
    {
        if (of.Server is not { } server)
        {
            return $"Give the port that the server listens on with {option}, and let firewalls through.";
        }

        return port == server.MqttPort || port == server.HttpsPort
            ? $"The server listens on the address of --listen alone: '{of.Invocation} serve --listen 0.0.0.0 --hostname {of.Host}' for devices on the network."
            : $"The server has MQTT on {server.MqttPort} and HTTPS on {server.HttpsPort}; leave {option} away, or start the server with it.";
    }
}
