namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Why a device gets no credentials of a role. It hears no more than AWS tells it, so the evidence has the reason.</summary>
public static class CredentialsCauses
{
    public static readonly Cause AliasUnknown = new("role-alias-unknown", "The role alias that the device asks credentials of does not exist.",
        "HTTP 404, Role alias does not exist.", "Correct the alias in the device's path, or create-role-alias; names are case-sensitive.", "the device's role alias");

    public static readonly Cause Denied = new("credentials-denied", "No policy allows iot:AssumeRoleWithCertificate on the role alias.",
        Seen.AccessDenied, "Allow iot:AssumeRoleWithCertificate on the ARN of the role alias.", "a policy of the certificate");

    public static readonly Cause ThingNotAttached = new("credentials-thing-not-attached", "The thing that the device says it is doesn't exist, or isn't attached to its certificate.",
        Seen.AccessDenied, "Send the name of a thing of the certificate in the header x-amzn-iot-thingname, or leave the header out.", "the device's header, or the thing's principals");

    public static readonly Cause RoleMissing = new("credentials-role-missing", "The role alias points to a role that does not exist.",
        Seen.AccessDenied, "create-role, or update-role-alias --role-arn.", "the role alias");

    public static readonly Cause RoleTrust = new("credentials-role-trust", "The role doesn't trust the credentials provider.",
        Seen.AccessDenied, "Allow sts:AssumeRole to the service credentials.iot.amazonaws.com in the role's trust policy.", "the role's trust policy");

    public static readonly Cause Duration = new("credentials-duration", "The role alias's credentials would live longer than its role allows.",
        "HTTP 400, with both durations.", "Shorten the alias's credentialDurationSeconds, or raise the role's MaxSessionDuration.", "the role alias, or the role");

    public static readonly Cause NoDevice = new("credentials-no-device", "The certificate is a provisioning claim's, or not registered any more: no device's.",
        Seen.AccessDenied, "Provision the device first, and ask with its own certificate.", "the device");

    public static readonly Cause PathUnknown = new("https-path-unknown", "A device's certificate opens no such path by HTTPS.",
        "HTTP 404, with the paths that are served.", "Ask POST /topics/TOPIC or GET /role-aliases/ALIAS/credentials; everything else is MQTT's, or the API's under a signature.", "the device");

    public static readonly CauseFamily Family = new("Credentials of a role",
        [AliasUnknown, Denied, ThingNotAttached, RoleMissing, RoleTrust, Duration, NoDevice, PathUnknown]);
}
