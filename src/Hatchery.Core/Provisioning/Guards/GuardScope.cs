using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>What guards are set on: a claim certificate or a provisioning template. As its ARN ends: <c>cert/...</c>, <c>provisioningtemplate/...</c>.</summary>
public readonly record struct GuardScope
{
    GuardScope(string key) => Key = key;

    public string Key { get; }

    public static GuardScope Claim(CertificateId id) => new($"cert/{id}");

    public static GuardScope Template(TemplateName name) => new($"provisioningtemplate/{name}");

    /// <summary>From its <see cref="Key"/>, as the registry keeps it.</summary>
    public static GuardScope Of(string key) => new(key);

    public override string ToString() => Key;
}
