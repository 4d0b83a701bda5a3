using System.Net;
using System.Text.RegularExpressions;

namespace Hatchery.Cli.Settings;

/// <summary>What the values of settings may look like.</summary>
static partial class ValueRules
{
    public static bool IsRegion(string text) => Region().IsMatch(text);

    public static bool IsAccount(string text) => text.Length is 12 && text.All(char.IsAsciiDigit);

    /// <summary>IPAddress.TryParse also takes <c>1</c> and <c>127.1</c>, which nobody means.</summary>
    public static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (text.Contains(':') || text == address.ToString());

    /// <summary>A DNS name (RFC 1123) or an address.</summary>
    public static bool IsHostname(string text) => IsAddress(text) || (text.Length <= 253 && DnsName().IsMatch(text) && !AllNumeric().IsMatch(text));

    /// <summary>http or https, without credentials, query or fragment.</summary>
    public static bool IsEndpoint(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", Host.Length: > 0, UserInfo: "", Query: "", Fragment: "" };

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DnsName();

    // A mistyped address such as 192.168.1 is no name.
    [GeneratedRegex(@"\A[0-9.]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AllNumeric();
}
