namespace Hatchery.Core.Policies.Explanation;

/// <summary>AWS's AuthDecision, the better before the worse.</summary>
public enum AuthorizationOutcome
{
    Allowed,
    ImplicitDeny,
    ExplicitDeny,
}

public static class AuthorizationOutcomeText
{
    public static AuthorizationOutcome Of(Decision decision) => decision switch
    {
        Decision.Allowed => AuthorizationOutcome.Allowed,
        Decision.Denied => AuthorizationOutcome.ExplicitDeny,
        _ => AuthorizationOutcome.ImplicitDeny,
    };

    public static string ToWire(this AuthorizationOutcome outcome) => outcome switch
    {
        AuthorizationOutcome.Allowed => "ALLOWED",
        AuthorizationOutcome.ExplicitDeny => "EXPLICIT_DENY",
        AuthorizationOutcome.ImplicitDeny => "IMPLICIT_DENY",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
