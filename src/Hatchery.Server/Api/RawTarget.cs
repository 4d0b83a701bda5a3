namespace Hatchery.Server.Api;

/// <summary>
/// A request target as it was on the wire. Kestrel decodes <c>%252F</c> to <c>%2F</c> and leaves <c>%2F</c> as it is, so that its
/// Path can't tell a slash inside a label (an ARN in <c>/attached-policies/{target}</c>) from anything else.
/// </summary>
/// <param name="Path">Still encoded; without dot segments and double slashes, as signatures want it.</param>
/// <param name="Query">Names and values, decoded, in the order of the target.</param>
public sealed record RawTarget(string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>The path as it was sent, dot segments and double slashes included.</summary>
    public string Sent { get; init; } = Path;

    /// <summary>The path's parts, decoded one by one.</summary>
    public IReadOnlyList<string> Segments() =>
        [.. Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(PercentEncoding.Decode)];

    /// <summary>The first value of a query parameter; null without one.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Query)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public RawTarget Without(string name) => this with { Query = [.. Query.Where(pair => pair.Key != name)] };

    public static RawTarget Parse(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var sent = question < 0 ? target : target[..question];
        if (!sent.StartsWith('/'))
        {
            sent = PathOfAbsolute(sent);
        }

        return new RawTarget(Normalize(sent), question < 0 ? [] : ParseQuery(target[(question + 1)..])) { Sent = sent };
    }

    static string Normalize(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal))
        {
            return path;
        }

        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count > 0)
                    {
                        parts.RemoveAt(parts.Count - 1);
                    }

                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return '/' + string.Join('/', parts) + (path.EndsWith('/') && parts.Count > 0 ? "/" : "");
    }

    // RFC 9112 3.2.2: clients may send the whole URI, and do to a proxy.
    static string PathOfAbsolute(string target)
    {
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
        return slash < 0 ? "/" : target[slash..];
    }

    static List<KeyValuePair<string, string>> ParseQuery(string query)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0
                ? new(PercentEncoding.Decode(pair), "")
                : new(PercentEncoding.Decode(pair[..equals]), PercentEncoding.Decode(pair[(equals + 1)..])));
        }

        return pairs;
    }
}
