using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

public static class CreateProvisioningTemplateVersion
{
    public sealed record Request(string? TemplateBody = null);

    public sealed record Response(string TemplateArn, string TemplateName, int VersionId, bool IsDefaultVersion);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var setAsDefault = request.QueryFlag("setAsDefault");
        var body = request.Body(TemplatesJson.Default.CreateProvisioningTemplateVersionRequest).TemplateBody;
        new Validation().TemplateName("templateName", request.Label("templateName")).TemplateBody("templateBody", body).ThrowIfAny();
        var name = TemplateRules.Name(request);

        // The body is parsed outside the transaction; a template's type never changes.
        var template = await services.Registry.ReadAsync(tx => tx.Templates.Existing(name), ct);
        TemplateDocument.ParseOrThrow(body!, template.Kind);

        var now = services.Time.GetUtcNow();
        var version = await services.Registry.TransactAsync(
            tx =>
            {
                tx.Templates.Existing(name);
                if (tx.Templates.CountVersions(name) >= Limits.TemplateVersionsMax)
                {
                    throw new AwsError(
                        AwsErrorCode.VersionsLimitExceeded,
                        $"The template {name} already has the maximum number of versions ({Limits.TemplateVersionsMax})");
                }

                return tx.Templates.InsertVersion(name, body!, setAsDefault, now);
            },
            ct);
        return ApiResponse.Json(
            new Response(TemplateRules.Arn(name, services.Account), name.Value, version.VersionId, version.IsDefault),
            TemplatesJson.Default.CreateProvisioningTemplateVersionResponse)
            .WithWarnings(await TemplateWarningsOf.VersionAsync(name, version.VersionId, services, ct));
    }
}
