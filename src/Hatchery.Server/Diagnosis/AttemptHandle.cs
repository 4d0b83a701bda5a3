using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>
/// Something people know an attempt by, as a number: a device that is known by one text in several ways takes one short row, and
/// each row costs a page of the log. Certificate ids keep their order, so that a prefix is a range; all else is a hash.
/// </summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct AttemptHandle(long Key, HandleKinds Kinds)
{
    /// <summary>Of a certificate id: 60 bits, which no two certificates share by chance.</summary>
    const int KeyDigits = 15;

    public static long KeyOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(AttemptLimits.TextMax + 1)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(AttemptLimits.Cut(text), utf8);
        SHA256.HashData(utf8[..length], hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    /// <summary>The keys of the certificates whose ids begin so.</summary>
    /// <param name="hex">At least one digit.</param>
    public static (long First, long Last) RangeOf(string hex)
    {
        var digits = hex.AsSpan(0, Math.Min(hex.Length, KeyDigits));
        var shift = 4 * (KeyDigits - digits.Length);
        var first = long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << shift;
        return (first, first | ((1L << shift) - 1));
    }

    public static IEnumerable<AttemptHandle> Of(Attempt attempt)
    {
        yield return Named(attempt.Address, HandleKinds.Address);
        foreach (var client in attempt.OtherClientIds.Append(attempt.ClientId))
        {
            if (!string.IsNullOrEmpty(client))
            {
                yield return Named(client, HandleKinds.Client);
            }
        }

        foreach (var certificate in attempt.OtherCertificateIds.Append(attempt.CertificateId).Append(attempt.NewCertificateId))
        {
            if (certificate is not null)
            {
                yield return new(RangeOf(certificate).First, HandleKinds.Certificate);
            }
        }

        if (attempt.ThingName is { } thing)
        {
            yield return Named(thing, HandleKinds.Thing);
        }

        foreach (var value in attempt.Parameters.Values)
        {
            if (value.Length is > 0 and <= AttemptLimits.HandleMax)
            {
                yield return Named(value, HandleKinds.Parameter);
            }
        }
    }

    static AttemptHandle Named(string text, HandleKinds kind) => new(KeyOf(text), kind);
}
