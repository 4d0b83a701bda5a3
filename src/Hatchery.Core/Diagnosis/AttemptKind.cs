namespace Hatchery.Core.Diagnosis;

public enum AttemptKind
{
    /// <summary>A device became something, or tried to: from its first connection to the first as itself.</summary>
    Provisioning,

    /// <summary>A connection that was refused something outside of provisioning.</summary>
    Connection,
}
