namespace Hatchery.Core.Registry;

/// <summary>Something committed that may matter to live connections, or that somebody waits for.</summary>
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

    /// <summary>Key: task id. A bulk registration was started or stopped.</summary>
    RegistrationTask,

    /// <summary>Key: template name. Anything of it but its bodies, or it is new or gone.</summary>
    Template,

    /// <summary>Key: thing type name. Its properties: what it adds to its things' messages.</summary>
    ThingType,

    /// <summary>Key: name of a user, role or managed policy of IAM. Who may call the API, and what.</summary>
    Access,
}
