using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Templates.Expressions;
using Hatchery.Core.Templates.Resources;

namespace Hatchery.Core.Templates;

/// <summary>A parsed provisioning template body. Immutable.</summary>
public sealed class TemplateDocument
{
    readonly TemplateMappings mappings;

    internal TemplateDocument(
        TemplateKind kind,
        IReadOnlyDictionary<string, TemplateParameter> parameters,
        TemplateMappings mappings,
        TemplateResources resources,
        IReadOnlyDictionary<string, TemplateExpression> deviceConfiguration,
        IReadOnlySet<string> references)
    {
        Kind = kind;
        Parameters = parameters;
        this.mappings = mappings;
        Resources = resources;
        DeviceConfiguration = deviceConfiguration;
        References = references;
    }

    public TemplateKind Kind { get; }

    internal TemplateResources Resources { get; }

    internal IReadOnlyDictionary<string, TemplateExpression> DeviceConfiguration { get; }

    /// <summary>Names of all that expressions refer to, declared or not.</summary>
    internal IReadOnlySet<string> References { get; }

    /// <summary>The declared parameters by name. A template may refer to others, which the device must send.</summary>
    public IReadOnlyDictionary<string, TemplateParameter> Parameters { get; }

    /// <summary>False for a template that only activates certificates: its registrations answer no thing name, and most clients stumble.</summary>
    public bool HasThing => Resources.Thing is not null;

    /// <summary>Parses a body and reports all its problems, each with its JSON path. The document is null exactly when one is an error.</summary>
    public static (TemplateDocument? Document, IReadOnlyList<Problem> Problems) Parse(string body, TemplateKind kind = TemplateKind.FleetProvisioning)
    {
        var context = new ParseContext(kind);
        var document = TemplateParser.Parse(body, context);
        return (document, context.Problems);
    }

    /// <summary>Parses the body of a template that is kept under a name.</summary>
    /// <exception cref="AwsError">InvalidRequestException, <c>The template body is invalid: …</c> with every error.</exception>
    public static TemplateDocument ParseOrThrow(string body, TemplateKind kind = TemplateKind.FleetProvisioning) => Parse(body, kind, "The template body is invalid:");

    /// <summary>Parses a body that is part of a call: RegisterThing's, a bulk task's, a CA's.</summary>
    /// <exception cref="AwsError">InvalidRequestException, <c>Invalid registration template. …</c> with every error.</exception>
    public static TemplateDocument ParseGivenOrThrow(string body, TemplateKind kind) => Parse(body, kind, "Invalid registration template.");

    /// <summary>Fills in a device's parameters.</summary>
    /// <param name="certificateId">The certificate whose token was presented: <c>AWS::IoT::Certificate::Id</c>, whatever the device sent.</param>
    /// <exception cref="AwsError">InvalidParameters: which reference has no value, or which value is not allowed.</exception>
    public RenderedTemplate Render(IReadOnlyDictionary<string, string> sent, CertificateId certificateId)
    {
        if (sent.Keys.FirstOrDefault(name => name.StartsWith(TemplateScope.CertificatePrefix, StringComparison.OrdinalIgnoreCase)) is { } reserved)
        {
            throw AwsError.InvalidParameters($"The parameter {NearMiss.Quote(reserved)} is set by the server; a device may not send it.", TemplateCauses.ParameterReserved);
        }

        return Render(sent, new Dictionary<string, string> { [TemplateScope.CertificateIdName] = certificateId.Value });
    }

    /// <summary>Fills in what a device's certificate says of it, for just-in-time provisioning.</summary>
    /// <exception cref="AwsError">InvalidParameters: which declared subject field the certificate lacks, or what else cannot be rendered.</exception>
    public RenderedTemplate RenderJustInTime(CertificateFacts facts)
    {
        var fromServer = SubjectParameters.Of(facts);
        var missing = Parameters.Where(parameter =>
            parameter.Key.StartsWith(TemplateScope.CertificatePrefix, StringComparison.Ordinal)
            && parameter.Value.Default is null
            && !fromServer.ContainsKey(parameter.Key)).Select(parameter => parameter.Key).ToList();
        return missing.Count == 0
            ? Render(new Dictionary<string, string>(), fromServer)
            : throw AwsError.InvalidParameters($"The certificate's subject has no value for {string.Join(", ", missing)}.", TemplateCauses.SubjectField);
    }

    /// <summary>Fills in the parameters of a call of RegisterThing or of a line of a bulk task.</summary>
    /// <exception cref="AwsError">InvalidParameters: which reference has no value, or which value is not allowed.</exception>
    public RenderedTemplate RenderRegistration(IReadOnlyDictionary<string, string> parameters) => Render(parameters, new Dictionary<string, string>());

    static TemplateDocument Parse(string body, TemplateKind kind, string refusal)
    {
        var (document, problems) = Parse(body, kind);
        if (document is not null)
        {
            return document;
        }

        var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        throw AwsError.InvalidRequest($"{refusal} {Listed(errors)}");
    }

    /// <summary>All of them, as long as the body wasn't made to make them endless: each tells its whole path.</summary>
    static string Listed(List<Problem> errors)
    {
        var texts = errors.ConvertAll(problem => problem.Help is null ? $"{problem.Message} ({problem.Path})" : $"{problem.Message} {problem.Help} ({problem.Path})");
        var characters = 0;
        var shown = texts.TakeWhile((text, i) => (characters += text.Length) <= Limits.TemplateProblemsCharactersMax || i == 0).ToList();
        return string.Join("; ", shown) + (shown.Count < texts.Count ? $"; and {texts.Count - shown.Count} more" : "");
    }

    RenderedTemplate Render(IReadOnlyDictionary<string, string> sent, IReadOnlyDictionary<string, string> fromServer)
    {
        var scope = new TemplateScope(Kind, Parameters, mappings, sent, fromServer);
        return new RenderedTemplate(
            Resources.Thing?.Render(scope),
            Resources.Certificate?.Render(scope),
            [.. Resources.Policies.Select(policy => policy.Render(scope))],
            DeviceConfiguration.ToDictionary(entry => entry.Key, entry => entry.Value.EvaluateText(scope)));
    }
}
