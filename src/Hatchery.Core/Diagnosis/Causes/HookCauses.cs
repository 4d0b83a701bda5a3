namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Why a hook gave no consent.</summary>
public static class HookCauses
{
    public static readonly Cause Refused = new("hook-refused", "The pre-provisioning hook refused the device.",
        Seen.Rejected, "See in the hook's own log why it answered allowProvisioning false.", "the hook");

    public static readonly Cause Changed = new("hook-changed", "The template's hook changed while the request ran.",
        Seen.Rejected, "Send the request again.", "the device");

    public static readonly Cause NoEndpoint = new("hook-no-endpoint", "The hook is a Lambda function, and the server has no --hook-endpoint.",
        Seen.Rejected, "Start the server with --hook-endpoint, or name an https URL as targetArn.", "the server's settings, or the template");

    public static readonly Cause Timeout = new("hook-timeout", "The hook did not answer in time (5 s).",
        Seen.Rejected, "Make the hook faster; devices of AWS's C SDK wait only a second.", "the hook");

    public static readonly Cause Unreachable = new("hook-unreachable", "The hook could not be reached.",
        Seen.Rejected, "Check its address, its certificate, and that it runs.", "the hook's target");

    public static readonly Cause FunctionError = new("hook-function-error", "The hook's function failed.",
        Seen.Rejected, "See the function's log.", "the hook");

    public static readonly Cause Status = new("hook-status", "The hook answered with an HTTP status that is no success.",
        Seen.Rejected, "Check the hook's address and its log.", "the hook");

    public static readonly Cause Oversized = new("hook-oversized", "The hook answered with more than 64 KiB.",
        Seen.Rejected, "Answer allowProvisioning and parameterOverrides only.", "the hook");

    public static readonly Cause UnusableAnswer = new("hook-unusable-answer", "The hook's answer can't be used.",
        Seen.Rejected, "Answer a JSON object with allowProvisioning true or false and, if need be, parameterOverrides, a map of strings.", "the hook");

    public static readonly CauseFamily Family = new("Pre-provisioning hooks",
        [Refused, Changed, NoEndpoint, Timeout, Unreachable, FunctionError, Status, Oversized, UnusableAnswer]);
}
