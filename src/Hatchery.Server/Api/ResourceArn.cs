using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>Reads ARNs of AWS IoT resources that a client sends in place of a name.</summary>
static class ResourceArn
{
    /// <summary>What follows <c>type/</c> in an ARN of this account and region.</summary>
    /// <exception cref="AwsError">InvalidRequestException that names the part which differs.</exception>
    public static string NameIn(string arn, string type, AwsAccount account)
    {
        var parts = arn.Split(':', 6);
        if (parts is not ["arn", _, _, _, _, _])
        {
            throw AwsError.InvalidRequest($"'{Shown(arn)}' is not an ARN such as {account.IotArn(type, "<name>")}");
        }

        var (typeGiven, name) = parts[5].Split('/', 2) is [var first, var rest] ? (first, rest) : (parts[5], "");
        Demand(arn, "partition", parts[1], account.Partition);
        Demand(arn, "service", parts[2], "iot");
        Demand(arn, "region", parts[3], account.Region);
        Demand(arn, "account", parts[4], account.AccountId);
        if (typeGiven != type)
        {
            throw AwsError.InvalidRequest($"The given ARN does not represent a {type}: '{Shown(arn)}'");
        }

        return name;
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
