using Hatchery.Core.Certificates;

namespace Hatchery.Core.Templates;

/// <summary>The parameters that just-in-time provisioning takes from a certificate's subject. Source: AWS IoT "Just-in-time provisioning".</summary>
static class SubjectParameters
{
    static readonly (string Name, string Field)[] Names =
    [
        ("Country", "Subject.Country"),
        ("Organization", "Subject.Organization"),
        ("OrganizationalUnit", "Subject.OrganizationalUnit"),
        ("DistinguishedNameQualifier", "Subject.DistinguishedNameQualifier"),
        ("StateName", "Subject.State"),
        ("CommonName", "Subject.CommonName"),
        ("SerialNumber", "Subject.SerialNumber"),
    ];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> All { get; } = [TemplateScope.CertificateIdName, .. Names.Select(entry => TemplateScope.CertificatePrefix + entry.Name)];

    /// <summary>Those that the certificate has, with its id. Of several values of a field the first counts.</summary>
    public static Dictionary<string, string> Of(CertificateFacts facts)
    {
        var values = new Dictionary<string, string> { [TemplateScope.CertificateIdName] = facts.Id.Value };
        foreach (var (name, field) in Names)
        {
            if (facts.Fields.TryGetValue(field, out var found))
            {
                values.Add(TemplateScope.CertificatePrefix + name, found[0]);
            }
        }

        return values;
    }
}
