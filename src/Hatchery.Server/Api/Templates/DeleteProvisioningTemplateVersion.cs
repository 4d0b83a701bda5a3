using Hatchery.Core;

namespace Hatchery.Server.Api.Templates;

public static class DeleteProvisioningTemplateVersion
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        var versionId = TemplateRules.VersionId(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Templates.Existing(name);
                if (tx.Templates.ExistingVersion(name, versionId).IsDefault)
                {
                    throw AwsError.DeleteConflict($"Cannot delete version {versionId} of template {name}: it is the default version");
                }

                tx.Templates.DeleteVersion(name, versionId);
                return ApiResponse.Empty;
            },
            ct);
    }
}
