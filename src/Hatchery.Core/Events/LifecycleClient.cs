namespace Hatchery.Core.Events;

/// <summary>Whose lifecycle event it is.</summary>
/// <param name="ThingName">The thing that the certificate is attached to exclusively; null without one.</param>
/// <param name="SessionIdentifier">A UUID, one for each connection.</param>
/// <param name="PrincipalIdentifier">The certificate's id.</param>
public sealed record LifecycleClient(string ClientId, string? ThingName, string SessionIdentifier, string PrincipalIdentifier)
{
    /// <summary>Their topics would be no topic names.</summary>
    public static bool HasEvents(string clientId) => clientId.AsSpan().IndexOfAny('#', '+') < 0;
}
