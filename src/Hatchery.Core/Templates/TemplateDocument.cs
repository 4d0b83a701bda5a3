using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Templates.Expressions;
using Hatchery.Core.Templates.Resources;

namespace Hatchery.Core.Templates;

/// <summary>A parsed provisioning template body. Immutable.</summary>
public sealed class TemplateDocument
{
    const int ShownProblemsMax = 10;

    readonly TemplateMappings mappings;
    readonly TemplateResources resources;
    readonly IReadOnlyDictionary<string, TemplateExpression> deviceConfiguration;

    internal TemplateDocument(
        IReadOnlyDictionary<string, TemplateParameter> parameters,
        TemplateMappings mappings,
        TemplateResources resources,
        IReadOnlyDictionary<string, TemplateExpression> deviceConfiguration)
    {
        Parameters = parameters;
        this.mappings = mappings;
        this.resources = resources;
        this.deviceConfiguration = deviceConfiguration;
    }

    /// <summary>The declared parameters by name. A template may refer to others, which the device must send.</summary>
    public IReadOnlyDictionary<string, TemplateParameter> Parameters { get; }

    /// <summary>False for a template that only activates certificates: its registrations answer no thing name, and most clients stumble.</summary>
    public bool HasThing => resources.Thing is not null;

    /// <summary>Parses a body and reports all its problems, each with its JSON path. The document is null exactly when one is an error.</summary>
    public static (TemplateDocument? Document, IReadOnlyList<Problem> Problems) Parse(string body)
    {
        var context = new ParseContext();
        var document = TemplateParser.Parse(body, context);
        return (document, context.Problems);
    }

    /// <summary>Parses a body, for CreateProvisioningTemplate and CreateProvisioningTemplateVersion.</summary>
    /// <exception cref="AwsError">InvalidRequestException, <c>The template body is invalid: …</c> with every error.</exception>
    public static TemplateDocument ParseOrThrow(string body)
    {
        var (document, problems) = Parse(body);
        if (document is not null)
        {
            return document;
        }

        var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        var shown = errors.Take(ShownProblemsMax).Select(problem => problem.Help is null ? $"{problem.Message} ({problem.Path})" : $"{problem.Message} {problem.Help} ({problem.Path})");
        var more = errors.Count > ShownProblemsMax ? $"; and {errors.Count - ShownProblemsMax} more" : "";
        throw AwsError.InvalidRequest($"The template body is invalid: {string.Join("; ", shown)}{more}");
    }

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

    RenderedTemplate Render(IReadOnlyDictionary<string, string> sent, IReadOnlyDictionary<string, string> fromServer)
    {
        var scope = new TemplateScope(Parameters, mappings, sent, fromServer);
        return new RenderedTemplate(
            resources.Thing?.Render(scope),
            resources.Certificate?.Render(scope),
            [.. resources.Policies.Select(policy => policy.Render(scope))],
            deviceConfiguration.ToDictionary(entry => entry.Key, entry => entry.Value.EvaluateText(scope)));
    }
}
