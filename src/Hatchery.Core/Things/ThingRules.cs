using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Things;

/// <summary>What AWS allows of a thing, told in a sentence that names the value. Source: AWS IoT service model; quotas.</summary>
public static class ThingRules
{
    /// <summary>A name of a thing, thing type, thing group or billing group; null passes.</summary>
    /// <param name="what">The subject of the sentence: <c>The thing name</c>.</param>
    /// <exception cref="AwsError">InvalidParameters.</exception>
    public static void CheckName(string what, string? name)
    {
        if (name is not null && !(name.Length is > 0 and <= Limits.ThingNameMax && name.All(IsNameCharacter)))
        {
            throw AwsError.InvalidParameters($"{what} {NearMiss.Quote(name)} must be 1 to {Limits.ThingNameMax} characters of {ThingName.Pattern}.", ResourceCauses.ThingNameInvalid);
        }
    }

    /// <summary>Names and values, one by one; how many there may be is <see cref="CheckAttributeCount"/>.</summary>
    /// <exception cref="AwsError">InvalidParameters.</exception>
    public static void CheckAttributes(IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (!(name.Length is > 0 and <= Limits.AttributeNameMax && name.All(IsAttributeNameCharacter)))
            {
                throw AwsError.InvalidParameters($"The attribute name {NearMiss.Quote(name)} must be 1 to {Limits.AttributeNameMax} characters of [a-zA-Z0-9_.,@/:#-]+.", ResourceCauses.AttributeInvalid);
            }

            if (value.Length > Limits.AttributeValueMax)
            {
                throw AwsError.InvalidParameters($"The value of attribute {NearMiss.Quote(name)} has {value.Length} characters; at most {Limits.AttributeValueMax} are allowed.", ResourceCauses.AttributeInvalid);
            }

            if (!value.All(c => IsAttributeNameCharacter(c) || c is '=' or '[' or ']'))
            {
                throw AwsError.InvalidParameters($@"The value {NearMiss.Quote(value)} of attribute {NearMiss.Quote(name)} must be characters of [a-zA-Z0-9_.,@/:#=\[\]-]*.", ResourceCauses.AttributeInvalid);
            }
        }
    }

    /// <exception cref="AwsError">InvalidParameters, for too many attributes without a type in AWS's words.</exception>
    public static void CheckAttributeCount(int count, bool hasType)
    {
        if (count > Limits.AttributesMax)
        {
            throw AwsError.InvalidParameters($"The thing would have {count} attributes; at most {Limits.AttributesMax} are allowed.", ResourceCauses.TooManyAttributes);
        }

        if (count > Limits.AttributesWithoutTypeMax && !hasType)
        {
            throw AwsError.InvalidParameters($"To use more than {Limits.AttributesWithoutTypeMax} attributes, a thing must have a type specified.", ResourceCauses.AttributesNeedType);
        }
    }

    static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '-';

    static bool IsAttributeNameCharacter(char c) => IsNameCharacter(c) || c is '.' or ',' or '@' or '/' or '#';
}
