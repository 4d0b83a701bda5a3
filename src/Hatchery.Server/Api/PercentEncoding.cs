using System.Buffers;
using System.Text;

namespace Hatchery.Server.Api;

/// <summary>AWS's percent encoding: everything but <c>A-Z a-z 0-9 - . _ ~</c>, in upper-case hex of the UTF-8.</summary>
static class PercentEncoding
{
    static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static string Encode(string text, bool keepSlashes = false)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (Plain.Contains((char)b) || (keepSlashes && b == '/'))
            {
                encoded.Append((char)b);
                continue;
            }

            encoded.Append('%').Append(b.ToString("X2"));
        }

        return encoded.ToString();
    }

    /// <summary>Decodes once. A plus is a plus: base 64 markers carry them, and no AWS client writes a blank as one.</summary>
    public static string Decode(string text) => Uri.UnescapeDataString(text);
}
