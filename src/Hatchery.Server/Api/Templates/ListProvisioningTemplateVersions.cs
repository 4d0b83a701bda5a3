namespace Hatchery.Server.Api.Templates;

public static class ListProvisioningTemplateVersions
{
    public sealed record ProvisioningTemplateVersionSummary(int VersionId, DateTimeOffset CreationDate, bool IsDefaultVersion);

    public sealed record Response(IReadOnlyList<ProvisioningTemplateVersionSummary> Versions, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => TemplateRules.Name(request), () => Paging.ByToken(request));
        var versions = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Templates.Existing(name);
                return tx.Templates.Versions(name, page);
            },
            ct);
        var items = versions.Items.Select(version => new ProvisioningTemplateVersionSummary(version.VersionId, version.CreatedAt, version.IsDefault));
        return ApiResponse.Json(
            new Response([.. items], Paging.Token(versions.Next)),
            TemplatesJson.Default.ListProvisioningTemplateVersionsResponse);
    }
}
