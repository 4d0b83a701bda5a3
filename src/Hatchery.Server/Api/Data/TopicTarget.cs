namespace Hatchery.Server.Api.Data;

/// <summary>
/// The paths that end in a topic. SDKs send it as one label, its slashes encoded; people at a shell write them as they are, and
/// some topics have empty levels, so everything behind the first part is the topic.
/// </summary>
static class TopicTarget
{
    static readonly string[] Prefixes = ["/topics/", "/retainedMessage/"];

    public static IReadOnlyList<string> Segments(RawTarget target)
    {
        foreach (var prefix in Prefixes)
        {
            if (target.Sent.StartsWith(prefix, StringComparison.Ordinal))
            {
                return [prefix.Trim('/'), PercentEncoding.Decode(target.Sent[prefix.Length..])];
            }
        }

        return target.Segments();
    }
}
