using System.Buffers;
using System.Text;

namespace Hatchery.Core.Policies.Variables;

/// <summary>Which values of certificates and attributes may be put into a policy, and how they are written there. Source: AWS IoT "X.509 certificate policy variables".</summary>
static class SubstitutionRules
{
    public const int ValueLengthMax = 1_024;

    /// <summary>Further values of a multi-valued field are not considered.</summary>
    public const int ValuesMax = 5;

    static readonly SearchValues<char> Wildcards = SearchValues.Create("*$+?#");
    static readonly SearchValues<char> Escaped = SearchValues.Create(",\"\\+=<>;");

    /// <summary>The value as it is, or null when it is too long or holds a wildcard of policies or MQTT.</summary>
    public static string? WithoutWildcards(string value) =>
        value.Length > ValueLengthMax || value.AsSpan().ContainsAny(Wildcards) ? null : value;

    /// <summary>As <see cref="WithoutWildcards"/>, with the special characters of distinguished names behind a backslash, e.g. <c>O\=Amazon.com Inc.</c>.</summary>
    public static string? EscapedName(string value)
    {
        if (WithoutWildcards(value) is null)
        {
            return null;
        }

        if (!value.AsSpan().ContainsAny(Escaped))
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 8);
        foreach (var c in value)
        {
            if (Escaped.Contains(c))
            {
                text.Append('\\');
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
