namespace Hatchery.Core.Registry;

/// <summary>Something committed that may matter to live connections.</summary>
public readonly record struct RegistryChange(RegistryChangeKind Kind, string Key);

public enum RegistryChangeKind
{
    /// <summary>Key: certificate id. Its status, policies or things changed, or it is gone.</summary>
    Certificate,

    /// <summary>Key: thing name. Attributes, type, groups or principals changed, or it is gone.</summary>
    Thing,

    /// <summary>Key: policy name. A version, or which one is the default.</summary>
    Policy,

    /// <summary>Key: group name. Its policies, or it is gone.</summary>
    ThingGroup,

    /// <summary>Key: template name. Anything of it but its bodies, or it is new or gone.</summary>
    Template,

    /// <summary>Key: name of a user, role or managed policy of IAM. Who may call the API, and what.</summary>
    Access,
}
