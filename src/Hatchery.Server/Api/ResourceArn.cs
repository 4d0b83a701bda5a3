using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>Reads ARNs of AWS IoT resources that a client sends in place of a name.</summary>
static class ResourceArn
{
    /// <summary>What follows <c>type/</c> in an ARN of this account and region.</summary>
    /// <exception cref="AwsError">InvalidRequestException that names the part which differs.</exception>
    public static string NameIn(string arn, string type, AwsAccount account)
    {
        var (typeGiven, name) = TypeAndNameIn(arn, type, account);
        return typeGiven == type ? name : throw AwsError.InvalidRequest($"The given ARN does not represent a {type}: '{Shown(arn)}'");
    }

    /// <summary>A resource that is named or given by its ARN, or both alike.</summary>
    /// <exception cref="AwsError">InvalidRequestException when it is neither, or the two differ.</exception>
    public static string NameOf(string nameMember, string? name, string arnMember, string? arn, string type, AwsAccount account)
    {
        var fromArn = arn is null ? null : NameIn(arn, type, account);
        if (name is not null && fromArn is not null && name != fromArn)
        {
            throw AwsError.InvalidRequest($"{nameMember} and {arnMember} name two different resources");
        }

        return name ?? fromArn ?? throw AwsError.InvalidRequest($"Either {nameMember} or {arnMember} must be given");
    }

    /// <summary>The parts of an ARN of this account and region around its first <c>/</c>; <paramref name="example"/> is a type for the refusal's text.</summary>
    /// <exception cref="AwsError">InvalidRequestException that names the part which differs.</exception>
    public static (string Type, string Name) TypeAndNameIn(string arn, string example, AwsAccount account)
    {
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", _, _, _, _, _])
        {
            throw AwsError.InvalidRequest($"'{Shown(arn)}' is not an ARN such as {account.IotArn(example, "<name>")}");
        }

        Demand(arn, "partition", parts[1], account.Partition);
        Demand(arn, "service", parts[2], "iot");
        Demand(arn, "region", parts[3], account.Region);
        Demand(arn, "account", parts[4], account.AccountId);
        return parts[5].Split('/', 2) is [var type, var name] ? (type, name) : (parts[5], "");
    }

    static void Demand(string arn, string part, string given, string served)
    {
        if (given != served)
        {
            throw AwsError.InvalidRequest($"The given ARN is of {part} '{Shown(given)}', but this endpoint serves {part} '{served}': '{Shown(arn)}'");
        }
    }

    static string Shown(string text) => text.Length <= 256 ? text : text[..256] + "...";
}
