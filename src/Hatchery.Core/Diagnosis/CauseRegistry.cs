using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Diagnosis;

/// <summary>Every cause there is, by family, in the order in which a device meets them.</summary>
public static class CauseRegistry
{
    public static readonly IReadOnlyList<CauseFamily> Families =
    [
        TlsCauses.Family,
        CertificateCauses.Family,
        ProtocolCauses.Family,
        PolicyCauses.Family,
        PayloadCauses.Family,
        CsrCauses.Family,
        TokenCauses.Family,
        TemplateCauses.Family,
        ResourceCauses.Family,
        HookCauses.Family,
        GuardCauses.Family,
        CredentialsCauses.Family,
        ServerCauses.Family,
    ];

    static readonly Dictionary<string, Cause> ById = Families.SelectMany(family => family.Causes).ToDictionary(cause => cause.Id);

    public static IReadOnlyCollection<Cause> All => ById.Values;

    /// <summary>Null for an id of another version.</summary>
    public static Cause? Find(string id) => ById.GetValueOrDefault(id);
}
