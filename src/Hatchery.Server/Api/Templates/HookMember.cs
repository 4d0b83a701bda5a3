using System.Text.RegularExpressions;
using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

/// <summary>The member <c>preProvisioningHook</c>. AWS knows Lambda functions; here a URL may be the target too.</summary>
public sealed partial record HookMember(string? PayloadVersion = null, string? TargetArn = null)
{
    /// <summary>The only version that AWS documents.</summary>
    const string OnlyVersion = "2020-04-01";

    public static HookMember? Of(PreProvisioningHook? hook) => hook is null ? null : new HookMember(hook.PayloadVersion, hook.TargetArn);

    /// <exception cref="AwsError">InvalidRequestException: nothing that this server could ever call.</exception>
    public PreProvisioningHook ToHook(AwsAccount account)
    {
        if (LambdaArn().Match(TargetArn!) is { Success: true } arn)
        {
            // AWS calls functions of the template's own region only.
            return arn.Groups["region"].Value == account.Region
                ? new PreProvisioningHook(TargetArn!, PayloadVersion ?? OnlyVersion)
                : throw AwsError.InvalidRequest($"Invalid arguments in the call: the hook's function is in region {arn.Groups["region"].Value}, the template in {account.Region}");
        }

        return PreProvisioningHook.IsUrl(TargetArn!)
            ? new PreProvisioningHook(TargetArn!, PayloadVersion ?? OnlyVersion)
            : throw AwsError.InvalidRequest($"preProvisioningHook.targetArn must be the ARN of a Lambda function, or an https URL (http on this machine only), not {NearMiss.Quote(TargetArn!)}");
    }

    /// <summary>Adds the checks of AWS's model.</summary>
    internal static Validation Check(Validation validation, string member, HookMember? hook) => hook is null
        ? validation
        : validation
            .Required($"{member}.targetArn", hook.TargetArn)
            .Text($"{member}.targetArn", hook.TargetArn, pattern: null, 1, 2_048)
            .Text($"{member}.payloadVersion", hook.PayloadVersion, "^[0-9-]+$", 10, 32)
            .OneOf($"{member}.payloadVersion", hook.PayloadVersion, OnlyVersion);

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:lambda:(?<region>[a-z0-9-]+):[0-9]{12}:function:[A-Za-z0-9_-]{1,140}(:[A-Za-z0-9$_-]{1,128})?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LambdaArn();
}
