namespace Hatchery.Core.Access;

/// <summary>AWS's words for a call that is not allowed.</summary>
public static class IamDenial
{
    public static AwsError Of(Caller caller, string action, string resource, IamDecision decision) =>
        new(AwsErrorCode.AccessDenied, $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource}{Because(action, decision)}");

    static string Because(string action, IamDecision decision) => decision switch
    {
        IamDecision.ExplicitlyDenied => " with an explicit deny in an identity-based policy",
        IamDecision.DeniedBySession => $" because no session policy allows the {action} action",
        _ => $" because no identity-based policy allows the {action} action",
    };
}
