using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>An ARN of AWS IoT that a client sent, e.g. <c>arn:aws:iot:us-east-1:000000000000:cert/…</c>, taken apart.</summary>
/// <param name="Type">E.g. <c>cert</c>, <c>thinggroup</c>.</param>
/// <param name="Name">What follows the first slash.</param>
readonly record struct IotArn(string Type, string Name)
{
    const int LengthMax = 2_048;

    /// <summary>Reads an ARN of this account and region, and names what a near miss has else.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static IotArn Parse(string arn, AwsAccount account)
    {
        if (arn.Length > LengthMax)
        {
            throw AwsError.InvalidRequest($"Invalid ARN: it is longer than {LengthMax} characters");
        }

        if (arn.Split(':', 6) is not ["arn", var partition, var service, var region, var owner, var resource])
        {
            throw Invalid(arn, "an ARN has the form arn:aws:iot:<region>:<account>:<type>/<name>");
        }

        if (partition != account.Partition || service != "iot")
        {
            throw Invalid(arn, $"it must begin with arn:{account.Partition}:iot:");
        }

        if (region != account.Region)
        {
            throw Invalid(arn, $"its region is '{region}', this server's is {account.Region}");
        }

        if (owner != account.AccountId)
        {
            throw Invalid(arn, $"its account is '{owner}', this server's is {account.AccountId}");
        }

        return resource.Split('/', 2) is [{ Length: > 0 } type, { Length: > 0 } name]
            ? new IotArn(type, name)
            : throw Invalid(arn, "its last part must be <type>/<name>");
    }

    static AwsError Invalid(string arn, string why) => AwsError.InvalidRequest($"Invalid ARN '{arn}': {why}");
}
