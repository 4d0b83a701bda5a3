using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Tags;

/// <summary>
/// What every operation with a <c>tags</c> member checks and does. Sources: AWS IoT service model, Tag; "Tagging your AWS IoT
/// resources", tag restrictions.
/// </summary>
static class TagRules
{
    /// <summary>AWS IoT service model, TagKey.</summary>
    const string KeyPattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

    const string Reserved = "aws:";

    /// <summary>The tags of a request, none when it has no such member; what <paramref name="validation"/> holds already is refused with them.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static IReadOnlyList<Tag> Read(IReadOnlyList<TagMember?>? members, Validation validation)
    {
        foreach (var member in members ?? [])
        {
            validation
                .Required("tags", member)
                .Key("tags", member?.Key)
                .Text("tags", member?.Value, pattern: null, 0, Limits.TagValueMax);
        }

        validation.ThrowIfAny();
        var tags = (members ?? []).Select(member => new Tag(member!.Key!, member.Value ?? "")).ToList();
        foreach (var tag in tags.Where(tag => tag.Key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase)))
        {
            throw AwsError.InvalidRequest($"Tag keys that begin with {Reserved} are reserved for AWS: '{tag.Key}'");
        }

        if (tags.GroupBy(tag => tag.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw AwsError.InvalidRequest($"The tag key '{twice.Key}' is given more than once");
        }

        return tags;
    }

    /// <summary>The tags that a resource is created with. More than the limit is InvalidRequestException: few operations declare another.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<Tag> ReadAtCreation(IReadOnlyList<TagMember?>? members, Validation validation)
    {
        var tags = Read(members, validation);
        return tags.Count <= Limits.TagsPerResourceMax ? tags : throw AwsError.InvalidRequest(TooMany);
    }

    public static string TooMany => $"Too many tags specified. The maximum number of tags allowed for a resource is {Limits.TagsPerResourceMax}";

    public static Validation Key(this Validation validation, string member, string? key) =>
        validation.Required($"{member}.Key", key).Text($"{member}.Key", key, KeyPattern, 1, Limits.TagKeyMax);

    public static void SetAll(this ITags stored, TaggedResource resource, IEnumerable<Tag> tags)
    {
        foreach (var tag in tags)
        {
            stored.Set(resource, tag);
        }
    }

    /// <summary>
    /// Whether a resource that is created again has the tags of the request. A request without any asks for none: tags may have come later.
    /// </summary>
    public static bool AreSame(this ITags stored, TaggedResource resource, IReadOnlyList<Tag> tags) =>
        tags.Count == 0 || stored.All(resource).ToHashSet().SetEquals(tags);

    /// <summary>A page holds all that a resource can have.</summary>
    public static IReadOnlyList<Tag> All(this ITags stored, TaggedResource resource) =>
        stored.List(resource, new PageRequest(Limits.TagsPerResourceMax)).Items;
}
