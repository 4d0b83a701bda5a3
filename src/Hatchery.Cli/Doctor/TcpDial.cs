using System.Net.Sockets;

namespace Hatchery.Cli.Doctor;

/// <summary>Whether anybody listens on a port.</summary>
static class TcpDial
{
    /// <returns>Null when a connection was made, else why not.</returns>
    public static async Task<string?> TryAsync(string host, int port, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Examination.Patience);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {Examination.Patience.TotalSeconds:0} s, as behind a firewall";
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "nobody listens there",
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "this machine finds no address of that name",
                _ => e.Message,
            };
        }
    }
}
