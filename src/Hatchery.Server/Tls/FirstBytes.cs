using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Tls;

/// <summary>What a client opens a connection with, looked at before TLS takes it: after a failed handshake it tells why.</summary>
/// <param name="Failure">Known already: no TLS, or one that can't succeed. Null when the handshake may.</param>
readonly record struct FirstBytes(Failure? Failure)
{
    const int LookedAtMax = 2_048;
    const byte MqttConnect = 0x10;

    /// <summary>Waits for the first bytes and leaves them where they are.</summary>
    public static async ValueTask<FirstBytes> PeekAsync(PipeReader input, IReadOnlyList<SslApplicationProtocol> served)
    {
        // The time of the handshake begins only when it does; until then a silent client is waited for as long.
        using var patience = new CancellationTokenSource(Limits.HandshakeTimeout);
        try
        {
            var read = await input.ReadAsync(patience.Token);
            var seen = read.Buffer.IsEmpty ? new FirstBytes(Failure.Of(TlsCauses.NoBytes)) : Of(read.Buffer, served);
            input.AdvanceTo(read.Buffer.Start);
            return seen;
        }
        catch (OperationCanceledException)
        {
            return new FirstBytes(Failure.Of(TlsCauses.Silent, "not a single byte came"));
        }
    }

    static FirstBytes Of(ReadOnlySequence<byte> buffer, IReadOnlyList<SslApplicationProtocol> served)
    {
        var first = buffer.FirstSpan;
        if (first[0] == ClientHello.HandshakeRecord)
        {
            return new FirstBytes(ClientHello.WhyNot(first[..Math.Min(first.Length, LookedAtMax)], served));
        }

        return new FirstBytes(first[0] switch
        {
            MqttConnect => Failure.Of(TlsCauses.PlainMqtt),
            >= (byte)'A' and <= (byte)'Z' when LooksLikeHttp(first) => Failure.Of(TlsCauses.PlainHttp, $"it began with {Beginning(first)}"),
            _ => Failure.Of(TlsCauses.NotTls, $"the first bytes were {Convert.ToHexString(first[..Math.Min(first.Length, 8)])}"),
        });
    }

    static bool LooksLikeHttp(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("GET "u8) || bytes.StartsWith("POST "u8) || bytes.StartsWith("PUT "u8) || bytes.StartsWith("HEAD "u8)
        || bytes.StartsWith("DELETE "u8) || bytes.StartsWith("OPTIONS "u8) || bytes.StartsWith("PATCH "u8) || bytes.StartsWith("CONNECT "u8) || bytes.StartsWith("PRI "u8);

    /// <summary>The method and the path, without what a query may hold.</summary>
    static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny("?\r\n"u8);
        var line = bytes[..Math.Min(end < 0 ? bytes.Length : end, 60)];
        return string.Concat(System.Text.Encoding.ASCII.GetString(line).Where(c => !char.IsControl(c)));
    }
}
