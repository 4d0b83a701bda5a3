using System.Net;
using System.Net.Sockets;

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

    /// <summary>Whether a name or address leads to this machine; a name that leads nowhere may yet.</summary>
    public static async Task<bool> MayBeAsync(string host, CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, ct);
            return addresses.Any(IsOwn);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    static bool IsOwn(IPAddress address)
    {
        if (IPAddress.IsLoopback(address))
        {
            return true;
        }

        try
        {
            // Only an address of this machine can be bound to.
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
