using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates;

/// <summary>
/// What a template's expressions read while one registration renders it: the parameters that were sent over the template's defaults,
/// the server's own values over both, and a budget of characters.
/// </summary>
sealed class TemplateScope(
    TemplateKind kind,
    IReadOnlyDictionary<string, TemplateParameter> declared,
    TemplateMappings mappings,
    IReadOnlyDictionary<string, string> sent,
    IReadOnlyDictionary<string, string> fromServer)
{
    /// <summary>Parameters whose values only the server may give start so.</summary>
    public const string CertificatePrefix = "AWS::IoT::Certificate::";

    /// <summary>The certificate whose ownership token is presented.</summary>
    public const string CertificateIdName = CertificatePrefix + "Id";

    /// <summary>For what no parameter can change.</summary>
    public static TemplateScope ForConstants() =>
        new(TemplateKind.Registration, new Dictionary<string, TemplateParameter>(), new TemplateMappings(), new Dictionary<string, string>(), new Dictionary<string, string>());

    int charactersLeft = Limits.TemplateRenderedCharactersMax;

    /// <exception cref="AwsError">InvalidParameters, in AWS's words and with a hint at a near miss.</exception>
    public string Resolve(string name) =>
        fromServer.GetValueOrDefault(name)
        ?? sent.GetValueOrDefault(name)
        ?? declared.GetValueOrDefault(name)?.Default
        ?? throw UnresolvedReference.Refuse(name, kind, declared, sent);

    public TemplateMappings Mappings => mappings;

    /// <summary>
    /// Charges produced text to the registration. Nested substitutions multiply, so that a template of 10 KB could ask for
    /// gigabytes: the budget is asked before a text is built.
    /// </summary>
    /// <exception cref="AwsError">InvalidParameters when the budget is used up.</exception>
    public void Spend(int characters)
    {
        charactersLeft -= characters;
        if (charactersLeft < 0)
        {
            throw AwsError.InvalidParameters($"The template renders to more than {Limits.TemplateRenderedCharactersMax} characters with these parameters.", TemplateCauses.TooLarge);
        }
    }
}
