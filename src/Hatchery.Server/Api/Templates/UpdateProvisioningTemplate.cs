using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

public static class UpdateProvisioningTemplate
{
    public sealed record Request(
        string? Description = null,
        bool? Enabled = null,
        int? DefaultVersionId = null,
        string? ProvisioningRoleArn = null,
        HookMember? PreProvisioningHook = null,
        bool? RemovePreProvisioningHook = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(TemplatesJson.Default.UpdateProvisioningTemplateRequest);
        new Validation()
            .TemplateName("templateName", request.Label("templateName"))
            .TemplateDescription("description", body.Description)
            .RoleArn("provisioningRoleArn", body.ProvisioningRoleArn)
            .Hook("preProvisioningHook", body.PreProvisioningHook)
            .ThrowIfAny();
        var name = TemplateRules.Name(request);
        TemplateRules.DemandRole(body.ProvisioningRoleArn);
        if (body is { PreProvisioningHook: not null, RemovePreProvisioningHook: true })
        {
            throw AwsError.InvalidRequest("preProvisioningHook and removePreProvisioningHook exclude each other");
        }

        var hook = body.PreProvisioningHook?.ToHook(services.Account);

        var now = services.Time.GetUtcNow();
        return await services.Registry.TransactAsync(
            tx =>
            {
                var template = tx.Templates.Existing(name);
                TemplateRules.DemandHookFits(body.PreProvisioningHook, template.Type);
                if (body.DefaultVersionId is { } versionId)
                {
                    tx.Templates.ExistingVersion(name, versionId);
                }

                if (body.ProvisioningRoleArn is { } role)
                {
                    ProvisioningRole.Require(tx, role, name, services.Account, now);
                }

                tx.Templates.Update(Apply(body, hook, template) with { ModifiedAt = now });
                return ApiResponse.Empty;
            },
            ct);
    }

    /// <summary>Absent members leave the template as it is; an empty description removes it.</summary>
    static ProvisioningTemplate Apply(Request body, PreProvisioningHook? hook, ProvisioningTemplate template) => template with
    {
        Description = body.Description switch
        {
            null => template.Description,
            "" => null,
            var description => description,
        },
        Enabled = body.Enabled ?? template.Enabled,
        DefaultVersionId = body.DefaultVersionId ?? template.DefaultVersionId,
        ProvisioningRoleArn = body.ProvisioningRoleArn ?? template.ProvisioningRoleArn,
        Hook = body.RemovePreProvisioningHook == true ? null : hook ?? template.Hook,
    };
}
