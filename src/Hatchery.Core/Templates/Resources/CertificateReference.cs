using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Resources;

/// <summary>
/// How a template says which certificate it means. By <c>CertificateId</c> alone where a device comes with its certificate; a template
/// given in a call may bring a new one instead: a <c>CertificateSigningRequest</c>, or a <c>CertificatePem</c> that a registered CA signed.
/// Source: AWS IoT "Provisioning templates".
/// </summary>
sealed record CertificateReference(TemplateExpression? Id, TemplateExpression? SigningRequest, TemplateExpression? Pem, TemplateExpression? CaPem)
{
    const string IdHelp = """Write {"CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}}.""";

    static readonly string[] Forms = ["CertificateSigningRequest", "CertificateId", "CertificatePem"];

    /// <summary>The properties that may say it.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Forms, "CACertificatePem"];

    /// <summary>Null after an error.</summary>
    public static CertificateReference? Parse(Dictionary<string, JsonElement> properties, JsonPath path, ParseContext context) =>
        context.Kind == TemplateKind.Registration ? OneOf(properties, path, context) : ById(properties, path, context);

    /// <summary>Empty when the certificate is new.</summary>
    public CertificateId RenderId(TemplateScope scope) => new(Id?.EvaluateText(scope) ?? "");

    public NewCertificate? RenderNew(TemplateScope scope) => this switch
    {
        { SigningRequest: { } request } => new NewCertificate.FromSigningRequest(request.EvaluateText(scope)),
        { Pem: { } pem } => new NewCertificate.FromPem(pem.EvaluateText(scope), CaPem?.EvaluateText(scope)),
        _ => null,
    };

    static CertificateReference? ById(Dictionary<string, JsonElement> properties, JsonPath path, ParseContext context)
    {
        var why = context.Kind == TemplateKind.Jitp
            ? "A just-in-time provisioning template cannot have a {0}: the device connects with the certificate it has."
            : "A fleet provisioning template cannot have a {0}: the device makes its certificate before it registers.";
        foreach (var name in Names.Where(name => name != "CertificateId" && properties.ContainsKey(name)))
        {
            context.Error(path[name], why.Replace("{0}", name, StringComparison.Ordinal), IdHelp);
        }

        if (!properties.ContainsKey("CertificateId"))
        {
            context.Error(path, "A certificate must have a CertificateId.", IdHelp);
            return null;
        }

        return Text("CertificateId", properties, path, context) is { } id ? new CertificateReference(id, null, null, null) : null;
    }

    static CertificateReference? OneOf(Dictionary<string, JsonElement> properties, JsonPath path, ParseContext context)
    {
        if (properties.ContainsKey("CACertificatePem") && !properties.ContainsKey("CertificatePem"))
        {
            context.Error(path["CACertificatePem"], "A CACertificatePem says which CA signed a CertificatePem; there is none.");
        }

        if (Forms.Count(properties.ContainsKey) != 1)
        {
            context.Error(path, $"A certificate must have exactly one of {string.Join(", ", Forms)}.");
            return null;
        }

        var reference = new CertificateReference(
            Text("CertificateId", properties, path, context),
            Text("CertificateSigningRequest", properties, path, context),
            Text("CertificatePem", properties, path, context),
            Text("CACertificatePem", properties, path, context));
        return reference is { Id: null, SigningRequest: null, Pem: null } ? null : reference;
    }

    static TemplateExpression? Text(string name, Dictionary<string, JsonElement> properties, JsonPath path, ParseContext context) =>
        properties.TryGetValue(name, out var json) ? ExpressionParser.Text(json, path[name], context) : null;
}
