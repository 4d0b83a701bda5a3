using System.Net;
using System.Net.Sockets;
using Hatchery.Core;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The name that devices dial leads somewhere, seen from here.</summary>
static class EndpointName
{
    public static readonly DoctorCheck Check = new("endpoint", "Endpoint", LookAsync);

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        if (of.Host is not { } host)
        {
            return Finding.Skipped("none is known without the API; give it with --endpoint");
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, ct);
            return Finding.Ok(IPAddress.TryParse(host, out _) ? host : $"{host}, {string.Join(", ", addresses.Select(address => $"{address}"))}");
        }
        catch (SocketException)
        {
            return Finding.Problem($"this machine finds no address of {NearMiss.Quote(host)}", "Enter the name into DNS, where the devices look it up, or into /etc/hosts to try it here.");
        }
    }
}
