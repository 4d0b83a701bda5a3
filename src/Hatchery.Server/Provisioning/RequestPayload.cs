using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Provisioning;

/// <summary>
/// The members of a request, read by name. Members that no request knows are passed over, unless one looks like a missing
/// known one: then it is named, for the developer who reads the answer.
/// </summary>
sealed class RequestPayload(IReadOnlyDictionary<string, RequestValue> members)
{
    /// <summary>A string; null when it is absent or null.</summary>
    /// <exception cref="AwsError">InvalidPayload when it is something else.</exception>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        RequestValue.Text text => text.Value,
        var other => throw Mistyped(name, "a string", other),
    };

    /// <summary>A map of strings; empty when it is absent or null.</summary>
    /// <exception cref="AwsError">InvalidPayload when it or a value in it is something else.</exception>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (Find(name))
        {
            case null when NearMissOf(name) is { } miss:
                throw new AwsError(AwsErrorCode.InvalidPayload, miss) { Cause = PayloadCauses.MemberMisspelled };
            case null:
                return texts;
            case RequestValue.Map map:
                foreach (var (key, value) in map.Members)
                {
                    texts.Add(key, value is RequestValue.Text text ? text.Value : throw Mistyped($"{name}.{key}", "a string", value));
                }

                return texts;
            case var other:
                throw Mistyped(name, "a map of strings", other);
        }
    }

    /// <summary>A sentence about a member that is probably meant to be this absent one; null when there is none.</summary>
    public string? NearMissOf(string name)
    {
        var miss = NearMiss.Of(name, members.Keys);
        return miss is null ? null : $"Unknown member '{miss}'; did you mean '{name}'?";
    }

    /// <summary>Says that a required member is absent.</summary>
    public AwsError Missing(string name) => NearMissOf(name) is { } miss
        ? new AwsError(AwsErrorCode.InvalidPayload, miss) { Cause = PayloadCauses.MemberMisspelled, JsonPath = name }
        : new AwsError(AwsErrorCode.InvalidPayload, $"The member {name} is missing") { Cause = PayloadCauses.MemberMissing, JsonPath = name };

    RequestValue? Find(string name) => members.GetValueOrDefault(name) is { } value and not RequestValue.Null ? value : null;

    static AwsError Mistyped(string name, string wanted, RequestValue found) =>
        new(AwsErrorCode.InvalidPayload, $"{name} must be {wanted}, not {found.Kind}") { Cause = PayloadCauses.MemberType, JsonPath = name };
}
