using System.Globalization;
using System.Net;

namespace Hatchery.Core.Policies.Conditions;

/// <summary>A CIDR range, or one address, of IPv4 or IPv6. Host bits may be set (<c>203.0.113.7/24</c>), which <see cref="IPNetwork"/> refuses.</summary>
readonly record struct AddressRange(IPAddress Address, int PrefixLength)
{
    const int AddressBytesMax = 16;

    public static bool TryParse(string? text, out AddressRange range)
    {
        range = default;
        var (addressText, prefixText) = text?.IndexOf('/') is { } slash and >= 0 ? (text[..slash], text[(slash + 1)..]) : (text, null);
        if (!TryParseAddress(addressText, out var address))
        {
            return false;
        }

        var bits = ByteCount(address) * 8;
        var length = bits;
        if (prefixText is not null && (!int.TryParse(prefixText, NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        range = new AddressRange(address, length);
        return true;
    }

    public bool Contains(string text)
    {
        if (!TryParseAddress(text, out var address))
        {
            return false;
        }

        Span<byte> ours = stackalloc byte[AddressBytesMax];
        Span<byte> theirs = stackalloc byte[AddressBytesMax];
        if (!Address.TryWriteBytes(ours, out var count) || !address.TryWriteBytes(theirs, out var theirCount) || count != theirCount)
        {
            return false;
        }

        var whole = PrefixLength / 8;
        var rest = PrefixLength % 8;
        return ours[..whole].SequenceEqual(theirs[..whole])
            && (rest == 0 || (ours[whole] ^ theirs[whole]) >> (8 - rest) == 0);
    }

    // IPAddress also reads `1` and `0x7f.1`; four dotted parts or colons are meant here. A listener on both families shows
    // IPv4 peers as ::ffff:a.b.c.d, which must meet IPv4 ranges.
    static bool TryParseAddress(string? text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text is null || (!text.Contains(':') && text.AsSpan().Count('.') != 3) || !IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    static int ByteCount(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[AddressBytesMax];
        return address.TryWriteBytes(bytes, out var count) ? count : 0;
    }
}
