using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Access.Iam.Tags;

/// <summary>Tags in IAM's forms and answers. Sources: IAM service model, Tag; IAM User Guide, "Tags for AWS Identity and Access Management resources".</summary>
static class IamTags
{
    const string Member = "Tags";
    const string KeyPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";
    const string ValuePattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";
    const string Reserved = "aws:";

    /// <summary>None when the request has no such list.</summary>
    /// <exception cref="AwsError">ValidationError, InvalidInput.</exception>
    public static IReadOnlyList<Tag> Read(QueryRequest request)
    {
        var (keys, values) = (request.List(Member, ".Key"), request.List(Member, ".Value"));
        var validation = new Validation();
        if (request.HasList(Member) && (keys.Count == 0 || keys.Count != values.Count))
        {
            validation.Required($"tags.{Math.Min(keys.Count, values.Count) + 1}.member.{(keys.Count <= values.Count ? "key" : "value")}", null);
        }

        foreach (var (i, value) in values.Index())
        {
            validation.Text($"tags.{i + 1}.member.value", value, ValuePattern, 0, Limits.TagValueMax);
        }

        Check("tags", keys, validation);
        if (keys.FirstOrDefault(key => key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw new AwsError(AwsErrorCode.IamInvalidInput, $"System tags cannot be added or updated: {reserved}");
        }

        return keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Count
            ? [.. keys.Zip(values, (key, value) => new Tag(key, value))]
            : throw new AwsError(AwsErrorCode.IamInvalidInput, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    public static IReadOnlyList<string> ReadKeys(QueryRequest request)
    {
        var keys = request.List("TagKeys");
        Check("tagKeys", keys, new Validation().Required("tagKeys", keys.Count == 0 ? null : keys));
        return keys;
    }

    /// <summary>Adds them, in place of those whose key differs in case alone.</summary>
    /// <exception cref="AwsError">LimitExceeded.</exception>
    public static void Put(ITags stored, TaggedResource resource, IReadOnlyList<Tag> tags, string kind)
    {
        Remove(stored, resource, tags.Select(tag => tag.Key));
        stored.SetAll(resource, tags);
        if (stored.Count(resource) > Limits.TagsPerResourceMax)
        {
            throw new AwsError(AwsErrorCode.IamLimitExceeded, $"Cannot exceed quota for TagsPer{kind}: {Limits.TagsPerResourceMax}");
        }
    }

    public static void Remove(ITags stored, TaggedResource resource, IEnumerable<string> keys)
    {
        var gone = keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in stored.All(resource).Where(tag => gone.Contains(tag.Key)))
        {
            stored.Remove(resource, tag.Key);
        }
    }

    /// <summary>Null for none: an answer leaves the member out then.</summary>
    public static XElement? Write(IReadOnlyList<Tag> tags) => tags.Count == 0 ? null : new XElement(Member, tags.Select(WriteOne));

    public static XElement WriteOne(Tag tag) => new("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value));

    static void Check(string member, IReadOnlyList<string> keys, Validation validation)
    {
        validation.Items(member, keys.Count, 0, Limits.TagsPerResourceMax);
        foreach (var (i, key) in keys.Index())
        {
            validation.Text(member == "tags" ? $"tags.{i + 1}.member.key" : $"{member}.{i + 1}.member", key, KeyPattern, 1, Limits.TagKeyMax);
        }

        validation.ThrowIfAny();
    }
}
