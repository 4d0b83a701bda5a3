namespace Hatchery.Server.Api.Templates;

public static class ListProvisioningTemplates
{
    public sealed record ProvisioningTemplateSummary(
        string TemplateArn,
        string TemplateName,
        string? Description,
        DateTimeOffset CreationDate,
        DateTimeOffset LastModifiedDate,
        bool Enabled,
        string Type);

    public sealed record Response(IReadOnlyList<ProvisioningTemplateSummary> Templates, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByToken(request);
        var templates = await services.Registry.ReadAsync(tx => tx.Templates.List(page), ct);
        var items = templates.Items.Select(template => new ProvisioningTemplateSummary(
            TemplateRules.Arn(template.Name, services.Account),
            template.Name.Value,
            template.Description,
            template.CreatedAt,
            template.ModifiedAt,
            template.Enabled,
            template.Type));
        return ApiResponse.Json(new Response([.. items], Paging.Token(templates.Next)), TemplatesJson.Default.ListProvisioningTemplatesResponse);
    }
}
