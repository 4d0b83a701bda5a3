using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Hatchery.Server.Tls;

/// <summary>A peer's address as text, the same whether it came by IPv4 or by IPv4 within IPv6.</summary>
static class PeerAddress
{
    public static string Of(ConnectionContext connection)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address })
        {
            return "";
        }

        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }
}
