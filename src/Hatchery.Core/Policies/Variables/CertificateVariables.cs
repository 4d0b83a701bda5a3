namespace Hatchery.Core.Policies.Variables;

/// <summary>
/// What a certificate says of itself. A plain name reads the first of several values, <c>.List</c> all of them.
/// Source: AWS IoT "X.509 certificate policy variables".
/// </summary>
static class CertificateVariables
{
    const string Prefix = "iot:Certificate.";
    const string ListSuffix = ".List";

    static readonly string[] NameFields =
    [
        "DistinguishedNameQualifier", "Country", "Organization", "OrganizationalUnit", "State", "CommonName", "SerialNumber",
        "Title", "Surname", "GivenName", "Initials", "Pseudonym", "GenerationQualifier",
    ];

    static readonly string[] AlternativeNameFields = ["RFC822Name", "DNSName", "DirectoryName", "UniformResourceIdentifier", "IPAddress"];

    // Names of the distinguished name are written with escapes, alternative names as they are. DirectoryName has its own inside.
    static readonly (string Field, Func<string, string?> Rule)[] Fields =
    [
        .. NameFields.SelectMany(Scopes).Select(field => (field, (Func<string, string?>)SubstitutionRules.EscapedName)),
        .. AlternativeNameFields.Select(field => "AlternativeName." + field).SelectMany(Scopes).Select(field => (field, (Func<string, string?>)SubstitutionRules.WithoutWildcards)),
    ];

    public static readonly PolicyVariable[] All =
    [
        new("iot:CertificateId", c => c.Certificate?.Id.Value, _ => "the client showed no certificate"),
        new("iot:Certificate.SerialNumber", c => c.Certificate?.SerialNumberDecimal, _ => "the client showed no certificate"),
        new("iot:Certificate.AvailableKeys", c => VariableValue.Of(AvailableKeys(c)), _ => "the client showed no certificate") { IsConditionOnly = true },
        .. Fields.Select(f => First(f.Field, f.Rule)),
        .. Fields.Select(f => Several(f.Field, f.Rule)),
    ];

    /// <summary>
    /// <c>Subject.CommonName.2</c> and the like. AWS's page contradicts itself on whether positions count from 0 or 1, and a
    /// wrong guess would let the wrong device in: the name parses, is warned of, and has no value.
    /// </summary>
    public static PolicyVariable? FindIndexed(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot < Prefix.Length || !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || !name.AsSpan(dot + 1).ContainsOnlyDigits())
        {
            return null;
        }

        return new PolicyVariable(name, static _ => VariableValue.None, static _ => "values of certificate fields by position are not supported")
        {
            IsUnreadable = true,
            Warning = $"values by position are not supported, so this variable never has a value; use {name[..dot]} (the first value) or {name[..dot]}{ListSuffix} in a condition",
        };
    }

    static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    static IEnumerable<string> Scopes(string field) => ["Subject." + field, "Issuer." + field];

    static PolicyVariable First(string field, Func<string, string?> rule) =>
        new(Prefix + field, c => c.Certificate is { } facts && facts.Fields.TryGetValue(field, out var values) && values.Count > 0 ? values[0] : null, WhyNo(field))
        {
            ForPattern = rule,
            ForCondition = rule,
        };

    static PolicyVariable Several(string field, Func<string, string?> rule) =>
        new(Prefix + field + ListSuffix, c => VariableValue.Of(FirstValues(c, field)), WhyNo(field))
        {
            ForCondition = rule,
            IsConditionOnly = true,
        };

    static IReadOnlyList<string>? FirstValues(PolicyContext context, string field)
    {
        if (context.Certificate is not { } facts || !facts.Fields.TryGetValue(field, out var values))
        {
            return null;
        }

        return values.Count <= SubstitutionRules.ValuesMax ? values : [.. values.Take(SubstitutionRules.ValuesMax)];
    }

    static List<string>? AvailableKeys(PolicyContext context)
    {
        if (context.Certificate is not { } facts)
        {
            return null;
        }

        List<string> keys = ["iot:CertificateId", "iot:Certificate.SerialNumber"];
        foreach (var (field, _) in Fields)
        {
            if (facts.Fields.TryGetValue(field, out var values) && values.Count > 0)
            {
                keys.Add(Prefix + field);
            }
        }

        return keys;
    }

    static Func<PolicyContext, string> WhyNo(string field) => context => context.Certificate is null
        ? "the client showed no certificate"
        : $"the certificate has no {field} that can be put in (at most {SubstitutionRules.ValueLengthMax} characters, none of * $ + ? #)";
}
