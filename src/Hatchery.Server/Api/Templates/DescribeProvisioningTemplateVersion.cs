namespace Hatchery.Server.Api.Templates;

public static class DescribeProvisioningTemplateVersion
{
    public sealed record Response(int VersionId, DateTimeOffset CreationDate, string TemplateBody, bool IsDefaultVersion);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        var versionId = TemplateRules.VersionId(request);
        var version = await services.Registry.ReadAsync(
            tx =>
            {
                tx.Templates.Existing(name);
                return tx.Templates.ExistingVersion(name, versionId);
            },
            ct);
        return ApiResponse.Json(
            new Response(version.VersionId, version.CreatedAt, version.Body, version.IsDefault),
            TemplatesJson.Default.DescribeProvisioningTemplateVersionResponse);
    }
}
