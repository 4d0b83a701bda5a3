using System.Net;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Server.Provisioning.Hooks;

/// <summary>
/// Why a hook gave no usable answer. The device is told the kind; what the target said or the network did is for the log.
/// </summary>
/// <param name="Kind">One word for the log.</param>
/// <param name="Told">Goes on after "The pre-provisioning hook".</param>
sealed record HookFailure(Cause Cause, string Kind, string Told, string Detail = "")
{
    public static readonly HookFailure NoEndpoint = new(HookCauses.NoEndpoint, "NoEndpoint", "is a Lambda function, and this server was started without --hook-endpoint");

    public static readonly HookFailure Oversized = new(HookCauses.Oversized, "Oversized", $"answered more than {Limits.HookAnswerBytesMax} bytes");

    public static HookFailure TimedOut(TimeSpan limit) => new(HookCauses.Timeout, "Timeout", $"did not answer within {limit.TotalSeconds:0.##} s");

    public static HookFailure Unreachable(string detail) => new(HookCauses.Unreachable, "Unreachable", "could not be reached", detail);

    public static HookFailure Insecure(string detail) => new(
        HookCauses.Unreachable, "Tls", "could not be reached over TLS", $"{detail} Start the server with SSL_CERT_FILE naming the CA of a target that no public CA vouches for.");

    public static HookFailure FunctionError(string kind, string detail) => new(HookCauses.FunctionError, "FunctionError", $"failed with a function error ({kind})", detail);

    public static HookFailure Unusable(string why) => new(HookCauses.UnusableAnswer, "UnusableAnswer", $"gave no usable answer: it {why}");

    public static HookFailure Status(HttpStatusCode status) => new(HookCauses.Status, "Status", (int)status is >= 300 and < 400
        ? $"answered HTTP {(int)status}, and redirects are not followed"
        : $"answered HTTP {(int)status}");

    public AwsError ToError() => new(AwsErrorCode.ProvisioningDenied, $"The pre-provisioning hook {Told}.") { Cause = Cause, Detail = Detail.Length == 0 ? null : Detail };
}
