using Hatchery.Core;

namespace Hatchery.Server.Api.Things;

/// <summary>The attributes of a thing or a thing group as clients send them.</summary>
/// <param name="Attributes">An empty value stands for no attribute: that is how AWS removes one.</param>
/// <param name="Merge">Adds to what exists instead of replacing it. Only updates look at it.</param>
public sealed record AttributePayload(IReadOnlyDictionary<string, string?>? Attributes = null, bool? Merge = null)
{
    /// <summary>Checks names and values; <paramref name="owner"/> is the word for what carries them, in the text of a refusal.</summary>
    public Validation Check(Validation validation, string member, string owner)
    {
        if (Attributes is null)
        {
            return validation;
        }

        DemandAtMostMax(Attributes.Count, owner);
        foreach (var (name, value) in Attributes)
        {
            validation.AttributeName(member, name).Required($"{member}.{name}", value).AttributeValue(member, value);
        }

        return validation;
    }

    /// <summary>What the attributes become. Without attributes in the payload they stay as they are.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> existing)
    {
        if (Attributes is null)
        {
            return existing;
        }

        var result = Merge == true ? existing.ToDictionary() : [];
        foreach (var (name, value) in Attributes)
        {
            if (string.IsNullOrEmpty(value))
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value;
            }
        }

        return result;
    }

    /// <summary>Equal as sets, an empty value counting as none.</summary>
    public static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count(NotEmpty) == right.Count(NotEmpty)
        && left.Where(NotEmpty).All(attribute => right.GetValueOrDefault(attribute.Key) == attribute.Value);

    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandAtMostMax(int count, string owner)
    {
        if (count > Limits.AttributesMax)
        {
            throw AwsError.InvalidRequest(
                $"Too many attributes specified. The maximum number of attributes allowed for a {owner} is {Limits.AttributesMax}");
        }
    }

    static bool NotEmpty(KeyValuePair<string, string> attribute) => attribute.Value.Length > 0;
}
