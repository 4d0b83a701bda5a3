using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Hatchery.Bench;

/// <summary>A device reduced to its bytes (MQTT 3.1.1 over TLS 1.3), so that the load generator costs as little as it can.</summary>
sealed class RawMqtt : IAsyncDisposable
{
    readonly SslStream _tls;
    readonly byte[] buffer = new byte[8 * 1024];
    int filled;
    ushort packetId;

    RawMqtt(SslStream tls) => _tls = tls;

    public static async Task<RawMqtt> ConnectAsync(IPEndPoint server, SslStreamCertificateContext certificate, string clientId, CancellationToken ct)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, ct);
            var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsClientAsync(BenchTls.Of(certificate), ct);
            var mqtt = new RawMqtt(tls);
            await mqtt.SendAsync(0x10, [0, 4, .. "MQTT"u8, 4, 2, 0, 60, .. Text(clientId)], ct);
            var (type, body) = await mqtt.ReadAsync(ct);
            return type == 0x20 && body[1] == 0 ? mqtt : throw new InvalidOperationException($"CONNECT was refused: {type:x} {Convert.ToHexString(body)}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Publishes a request at QoS 1 and gives the payload of the answer that comes back on this connection.</summary>
    public async Task<byte[]> AskAsync(string topic, byte[] payload, CancellationToken ct)
    {
        packetId++;
        await SendAsync(0x32, [.. Text(topic), (byte)(packetId >> 8), (byte)packetId, .. payload], ct);
        while (true)
        {
            var (type, body) = await ReadAsync(ct);
            if (type >> 4 != 3)
            {
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(body);
            var name = Encoding.UTF8.GetString(body, 2, length);
            var answer = body[(2 + length)..];
            return name.EndsWith("/accepted", StringComparison.Ordinal) ? answer : throw new InvalidOperationException($"{name}: {Encoding.UTF8.GetString(answer)}");
        }
    }

    public async ValueTask DisposeAsync() => await _tls.DisposeAsync();

    static byte[] Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    async Task SendAsync(byte header, byte[] body, CancellationToken ct)
    {
        List<byte> packet = [header];
        var rest = body.Length;
        do
        {
            packet.Add((byte)((rest % 128) | (rest > 127 ? 128 : 0)));
            rest /= 128;
        }
        while (rest > 0);
        packet.AddRange(body);
        await _tls.WriteAsync(packet.ToArray(), ct);
    }

    async Task<(byte Type, byte[] Body)> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(out var packet))
            {
                return packet;
            }

            var read = await _tls.ReadAsync(buffer.AsMemory(filled), ct);
            filled += read > 0 ? read : throw new EndOfStreamException("the server closed the connection");
        }
    }

    bool TryTake(out (byte Type, byte[] Body) packet)
    {
        packet = default;
        int length = 0, at = 1, shift = 0;
        while (true)
        {
            if (at >= filled)
            {
                return false;
            }

            length |= (buffer[at] & 127) << shift;
            shift += 7;
            if ((buffer[at++] & 128) == 0)
            {
                break;
            }
        }

        if (filled < at + length)
        {
            return false;
        }

        packet = (buffer[0], buffer[at..(at + length)]);
        buffer.AsSpan(at + length, filled - at - length).CopyTo(buffer);
        filled -= at + length;
        return true;
    }
}
