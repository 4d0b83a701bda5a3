using System.Net;
using Hatchery.Cli.Settings;
using Hatchery.Server;

namespace Hatchery.Cli;

/// <summary>What a device's software has to be told that AWS's would guess: without it clients dial a port that nobody serves.</summary>
static class FirmwareHints
{
    const int AwsHttpsPort = 443;

    /// <summary>A sentence each.</summary>
    public static IEnumerable<string> Of(ServerInfo info, HatcheryOptions options, DataFolder folder, Terminal terminal)
    {
        var by443 = info.HttpsPort == AwsHttpsPort ? "or leave it, as those that dial 443 find it here" : $"else C++, Java and Python dial 443, which is {info.HttpsPort} here";
        yield return $"In AWS's SDKs set the endpoint {info.MqttHost}, the root CA above and the port {info.MqttPort}; {by443}.";
        if (IPAddress.IsLoopback(IPAddress.Parse(options.Listen)))
        {
            yield return "Boards on your network: start with --listen 0.0.0.0 --hostname NAME-OR-IP-OF-THIS-MACHINE.";
        }

        yield return $"See what a device sees with   {terminal.Invocation} doctor{folder.Argument}";
    }
}
