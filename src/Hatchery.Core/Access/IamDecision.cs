namespace Hatchery.Core.Access;

public enum IamDecision
{
    /// <summary>Nothing allows it.</summary>
    NotAllowed,

    Allowed,

    ExplicitlyDenied,

    /// <summary>The owner of temporary credentials may, the credentials may not.</summary>
    DeniedBySession,
}
