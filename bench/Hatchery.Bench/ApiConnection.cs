using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hatchery.Bench;

/// <summary>One kept-alive HTTP connection that writes bytes made beforehand and reads no more of an answer than its length.</summary>
sealed class ApiConnection(IPEndPoint endpoint) : IDisposable
{
    static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();

    readonly byte[] buffer = new byte[256 * 1024];
    Socket? socket;

    /// <summary>The body of a 200.</summary>
    public async Task<ReadOnlyMemory<byte>> SendAsync(byte[] request, CancellationToken ct)
    {
        if (socket is null)
        {
            socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endpoint, ct);
        }

        await socket.SendAsync(request, ct);
        var (read, start, end) = (0, 0, int.MaxValue);
        var isKept = true;
        while (read < end)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(read), ct);
            if (count == 0)
            {
                throw new IOException($"the server closed the connection within an answer: {Encoding.ASCII.GetString(buffer, 0, read)}");
            }

            read += count;
            if (start == 0 && buffer.AsSpan(0, read).IndexOf(EndOfHeaders) is >= 0 and var headers)
            {
                start = headers + EndOfHeaders.Length;
                (end, isKept) = Read(buffer.AsSpan(0, start));
            }
        }

        if (!isKept)
        {
            Dispose();
        }

        return buffer.AsMemory(start, end - start);
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    /// <summary>Where the answer ends, and whether the connection stays.</summary>
    static (int End, bool IsKept) Read(ReadOnlySpan<byte> head)
    {
        var text = Encoding.ASCII.GetString(head);
        if (!text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new IOException(text);
        }

        var length = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        var from = length + "Content-Length: ".Length;
        var size = length < 0
            ? throw new IOException($"an answer without a length: {text}")
            : int.Parse(text.AsSpan(from, text.IndexOf('\r', from) - from), CultureInfo.InvariantCulture);
        return (head.Length + size, !text.Contains("Connection: close", StringComparison.OrdinalIgnoreCase));
    }
}
