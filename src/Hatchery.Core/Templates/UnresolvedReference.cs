using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates;

/// <summary>Why a reference has no value: what was given instead, and what each kind of template can have at all.</summary>
static class UnresolvedReference
{
    public static AwsError Refuse(string name, TemplateKind kind, IReadOnlyDictionary<string, TemplateParameter> declared, IReadOnlyDictionary<string, string> sent) =>
        AwsError.InvalidParameters($"Cannot resolve reference value: {name}{Why(name, kind, declared, sent)}", CauseOf(name, kind, declared, sent));

    static Cause CauseOf(string name, TemplateKind kind, IReadOnlyDictionary<string, TemplateParameter> declared, IReadOnlyDictionary<string, string> sent)
    {
        if (kind == TemplateKind.Jitp)
        {
            return TemplateCauses.SubjectField;
        }

        if (name.StartsWith("AWS::", StringComparison.Ordinal))
        {
            return TemplateCauses.ParameterOfAws;
        }

        return NearOf(name, declared, sent) is null ? TemplateCauses.ParameterMissing : TemplateCauses.ParameterMisspelled;
    }

    /// <summary>What was sent under another name and is not declared.</summary>
    static string? NearOf(string name, IReadOnlyDictionary<string, TemplateParameter> declared, IReadOnlyDictionary<string, string> sent) =>
        NearMiss.Of(name, sent.Keys.Where(key => !declared.ContainsKey(key)));

    /// <summary>A sentence that follows the name.</summary>
    static string Why(string name, TemplateKind kind, IReadOnlyDictionary<string, TemplateParameter> declared, IReadOnlyDictionary<string, string> sent) => kind switch
    {
        TemplateKind.Jitp => OfSubject(name),
        TemplateKind.FleetProvisioning when name.StartsWith("AWS::", StringComparison.Ordinal) => $". Fleet provisioning fills in only {TemplateScope.CertificateIdName}.",
        TemplateKind.FleetProvisioning => OfSent(name, declared, sent, "The device sent", "The device sent no parameters.", "The device did not send it"),
        _ => OfSent(name, declared, sent, "The parameters have", "There are no parameters.", "It is not among the parameters"),
    };

    static string OfSubject(string name) => SubjectParameters.All.Contains(name)
        ? ". The certificate's subject has no value for it."
        : $". Just-in-time provisioning fills in only {string.Join(", ", SubjectParameters.All)}, and the template has no default for it.";

    static string OfSent(
        string name,
        IReadOnlyDictionary<string, TemplateParameter> declared,
        IReadOnlyDictionary<string, string> sent,
        string given,
        string none,
        string absent)
    {
        var near = NearOf(name, declared, sent);
        return near switch
        {
            not null when NearMiss.DiffersInCaseOnly(name, near) => $". {given} {NearMiss.Quote(near)}; names are case-sensitive.",
            not null => $". {given} {NearMiss.Quote(near)}, which looks like a misspelling of it.",
            null when sent.Count == 0 => $". {none}",
            null => $". {absent}, and the template has no default for it.",
        };
    }
}
