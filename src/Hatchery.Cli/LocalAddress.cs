using System.Net;

namespace Hatchery.Cli;

/// <summary>Where this machine reaches a port of its own. The names in the server certificate need not lead here yet.</summary>
static class LocalAddress
{
    /// <param name="listen">The address that is listened on.</param>
    public static IPAddress Of(string listen)
    {
        var address = IPAddress.Parse(listen);
        if (address.Equals(IPAddress.Any))
        {
            return IPAddress.Loopback;
        }

        return address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
    }
}
