namespace Hatchery.Server.Api.Templates;

public static class DescribeProvisioningTemplate
{
    public sealed record Response(
        string TemplateArn,
        string TemplateName,
        string? Description,
        DateTimeOffset CreationDate,
        DateTimeOffset LastModifiedDate,
        int DefaultVersionId,
        string TemplateBody,
        bool Enabled,
        string ProvisioningRoleArn,
        HookMember? PreProvisioningHook,
        string Type);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        var (template, body) = await services.Registry.ReadAsync(
            tx =>
            {
                var found = tx.Templates.Existing(name);
                return (found, tx.Templates.ExistingVersion(name, found.DefaultVersionId).Body);
            },
            ct);
        var response = new Response(
            TemplateRules.Arn(name, services.Account),
            name.Value,
            template.Description,
            template.CreatedAt,
            template.ModifiedAt,
            template.DefaultVersionId,
            body,
            template.Enabled,
            template.ProvisioningRoleArn,
            HookMember.Of(template.Hook),
            template.Type);
        return ApiResponse.Json(response, TemplatesJson.Default.DescribeProvisioningTemplateResponse);
    }
}
