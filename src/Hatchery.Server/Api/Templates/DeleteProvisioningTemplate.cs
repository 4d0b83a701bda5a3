namespace Hatchery.Server.Api.Templates;

/// <summary>
/// Takes all versions with it. AWS declares DeleteConflictException here, but clients (Terraform) delete a template of several
/// versions with this one call.
/// </summary>
public static class DeleteProvisioningTemplate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Templates.Existing(name);
                tx.Templates.Delete(name);
                return ApiResponse.Empty;
            },
            ct);
    }
}
