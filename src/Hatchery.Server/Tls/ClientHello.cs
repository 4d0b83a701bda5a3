using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Tls;

/// <summary>Reads of a TLS ClientHello what can make a handshake fail: its versions and its ALPN names. Source: RFC 8446, 4.1.2; RFC 7301.</summary>
static class ClientHello
{
    public const byte HandshakeRecord = 0x16;

    const byte ClientHelloType = 1;
    const int RecordHeader = 5, HandshakeHeader = 4, Random = 32;
    const ushort AlpnExtension = 16, SupportedVersionsExtension = 43;
    const ushort Tls12 = 0x0303;
    const int AlpnNamesMax = 8;

    /// <summary>Null when nothing in it forbids the handshake, or it can't be told: only the part that came at first is looked at.</summary>
    public static Failure? WhyNot(ReadOnlySpan<byte> record, IReadOnlyList<SslApplicationProtocol> served)
    {
        if (record.Length < RecordHeader + HandshakeHeader + 2 + Random + 1 || record[RecordHeader] != ClientHelloType)
        {
            return null;
        }

        var at = record[(RecordHeader + HandshakeHeader)..];
        var version = BinaryPrimitives.ReadUInt16BigEndian(at);
        at = at[(2 + Random)..];
        if (!Skip(ref at, 1) || !Skip(ref at, 2) || !Skip(ref at, 1))
        {
            return null;
        }

        // Old clients end here, without the extensions' length.
        at = at.Length < 2 ? [] : at[2..];
        var best = version;
        ReadOnlySpan<byte> alpn = [];
        while (at.Length >= 4)
        {
            var (type, length) = (BinaryPrimitives.ReadUInt16BigEndian(at), BinaryPrimitives.ReadUInt16BigEndian(at[2..]));
            if (at.Length < 4 + length)
            {
                break;
            }

            var extension = at.Slice(4, length);
            at = at[(4 + length)..];
            if (type == SupportedVersionsExtension)
            {
                best = Best(extension, best);
            }
            else if (type == AlpnExtension && extension.Length > 2)
            {
                alpn = extension[2..];
            }
        }

        if (best < Tls12)
        {
            return Failure.Of(TlsCauses.Version, $"the client's best version is {Name(best)}");
        }

        return alpn.IsEmpty ? null : WhyNotAlpn(alpn, served);
    }

    static Failure? WhyNotAlpn(ReadOnlySpan<byte> list, IReadOnlyList<SslApplicationProtocol> served)
    {
        var names = new List<string>();
        while (list.Length > 0 && list.Length > list[0])
        {
            var name = list.Slice(1, list[0]);
            foreach (var protocol in served)
            {
                if (protocol.Protocol.Span.SequenceEqual(name))
                {
                    return null;
                }
            }

            if (names.Count < AlpnNamesMax)
            {
                names.Add(NearMiss.Quote(Encoding.ASCII.GetString(name)));
            }

            list = list[(1 + name.Length)..];
        }

        return names.Count == 0 ? null : Failure.Of(TlsCauses.Alpn, $"it asked for {string.Join(", ", names)}; served are {string.Join(", ", served)}");
    }

    static ushort Best(ReadOnlySpan<byte> versions, ushort best)
    {
        for (var i = 1; i + 1 < versions.Length; i += 2)
        {
            // Reserved values that clients mix in to keep servers tolerant end in 0A. Source: RFC 8701.
            var version = BinaryPrimitives.ReadUInt16BigEndian(versions[i..]);
            if (version > best && (version & 0x0F0F) != 0x0A0A)
            {
                best = version;
            }
        }

        return best;
    }

    static string Name(ushort version) => version switch
    {
        0x0302 => "TLS 1.1",
        0x0301 => "TLS 1.0",
        0x0300 => "SSL 3",
        _ => $"0x{version:X4}",
    };

    /// <summary>Passes a field that begins with its length.</summary>
    static bool Skip(ref ReadOnlySpan<byte> bytes, int lengthBytes)
    {
        if (bytes.Length < lengthBytes)
        {
            return false;
        }

        var length = lengthBytes == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes.Length < lengthBytes + length)
        {
            return false;
        }

        bytes = bytes[(lengthBytes + length)..];
        return true;
    }
}
