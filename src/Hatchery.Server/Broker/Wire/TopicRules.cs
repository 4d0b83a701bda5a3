using System.Text;
using Hatchery.Core;

namespace Hatchery.Server.Broker.Wire;

/// <summary>What MQTT and AWS demand of topic names and filters. Sources: MQTT 5.0, 4.7; AWS quotas, "Topic size", "forward slashes".</summary>
static class TopicRules
{
    const string SharePrefix = "$share/";
    const string RulesPrefix = "$aws/rules/";

    // U+FFFD: the codec puts it where the bytes weren't UTF-8, which is a malformed packet. One that was really sent can't be
    // told from that and is refused too.
    const string NeverInText = "\0\uFFFD";
    const string NeverInName = "+#\0\uFFFD";

    public static TopicFault FaultOfName(string topic)
    {
        if (topic.Length == 0 || topic.AsSpan().ContainsAny(NeverInName)) return TopicFault.Malformed;

        return FaultOfSize(WithoutPrefix(topic, RulesPrefix));
    }

    public static TopicFault FaultOfFilter(string filter)
    {
        if (filter.Length == 0 || filter.AsSpan().ContainsAny(NeverInText) || !WildcardsStandAlone(filter)) return TopicFault.Malformed;

        return FaultOfSize(WithoutPrefix(filter, SharePrefix));
    }

    /// <summary>True for text that may be a client id; its length and first character are another matter.</summary>
    public static bool IsText(string text) => !text.AsSpan().ContainsAny(NeverInText);

    /// <summary>A name that belongs to the service: it never enters the topic tree from a device.</summary>
    public static bool IsReserved(string topic) => topic.StartsWith('$');

    public static bool IsShared(string filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    public static bool HasWildcard(string filter) => filter.AsSpan().ContainsAny('+', '#');

    /// <summary>
    /// One filter against one topic, with AWS's rules: <c>a/#</c> doesn't match <c>a</c>, and a filter that begins with a wildcard
    /// matches no topic that begins with <c>$</c>.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith('$') && !filter.StartsWith('$')) return false;

        while (true)
        {
            if (filter is "#") return true;

            var filterSlash = filter.IndexOf('/');
            var topicSlash = topic.IndexOf('/');
            var filterLevel = filterSlash < 0 ? filter : filter[..filterSlash];
            var topicLevel = topicSlash < 0 ? topic : topic[..topicSlash];
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel)) return false;
            if (filterSlash < 0 || topicSlash < 0) return filterSlash < 0 && topicSlash < 0;

            filter = filter[(filterSlash + 1)..];
            topic = topic[(topicSlash + 1)..];
        }
    }

    static TopicFault FaultOfSize(ReadOnlySpan<char> counted)
    {
        if (counted.Length > Limits.TopicBytesMax || Encoding.UTF8.GetByteCount(counted) > Limits.TopicBytesMax) return TopicFault.TooLong;

        return counted.Count('/') > Limits.TopicSlashesMax ? TopicFault.TooDeep : TopicFault.None;
    }

    /// <summary>AWS counts neither <c>$aws/rules/&lt;rule&gt;/</c> nor <c>$share/&lt;name&gt;/</c>.</summary>
    static ReadOnlySpan<char> WithoutPrefix(string topic, string prefix)
    {
        if (!topic.StartsWith(prefix, StringComparison.Ordinal)) return topic;

        var end = topic.IndexOf('/', prefix.Length);
        return end < 0 ? topic : topic.AsSpan(end + 1);
    }

    static bool WildcardsStandAlone(ReadOnlySpan<char> filter)
    {
        while (true)
        {
            var slash = filter.IndexOf('/');
            var level = slash < 0 ? filter : filter[..slash];
            if (level.ContainsAny('+', '#') && (level.Length > 1 || (level[0] == '#' && slash >= 0))) return false;
            if (slash < 0) return true;

            filter = filter[(slash + 1)..];
        }
    }
}
