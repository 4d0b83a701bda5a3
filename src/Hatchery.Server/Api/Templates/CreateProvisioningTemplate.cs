using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Api.Templates;

public static class CreateProvisioningTemplate
{
    public sealed record Request(
        string? TemplateName = null,
        string? Description = null,
        string? TemplateBody = null,
        bool? Enabled = null,
        string? ProvisioningRoleArn = null,
        HookMember? PreProvisioningHook = null,
        IReadOnlyList<TagMember?>? Tags = null,
        string? Type = null);

    public sealed record Response(string TemplateArn, string TemplateName, int DefaultVersionId);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(TemplatesJson.Default.CreateProvisioningTemplateRequest);
        var tags = Check(body);
        var type = body.Type ?? TemplateRules.FleetProvisioning;
        TemplateDocument.ParseOrThrow(body.TemplateBody!, ProvisioningTemplate.KindOf(type));

        var now = services.Time.GetUtcNow();
        var template = new ProvisioningTemplate(
            new TemplateName(body.TemplateName!),
            body.Description is { Length: > 0 } ? body.Description : null,
            body.Enabled ?? false,
            body.ProvisioningRoleArn!,
            body.PreProvisioningHook?.ToHook(services.Account),
            type,
            DefaultVersionId: 1,
            now,
            now);
        var arn = TemplateRules.Arn(template.Name, services.Account);
        var created = await services.Registry.TransactAsync(
            tx =>
            {
                // Unlike things, a template is not created again silently, however equal it is.
                if (tx.Templates.Find(template.Name) is not null)
                {
                    throw AwsError.AlreadyExists($"Template with name {template.Name} already exists", template.Name.Value, arn);
                }

                ProvisioningRole.Require(tx, template.ProvisioningRoleArn, template.Name, services.Account, now);
                if (tx.Templates.Count() >= Limits.TemplatesPerAccountMax)
                {
                    throw new AwsError(AwsErrorCode.LimitExceeded, $"The account already has the maximum number of provisioning templates ({Limits.TemplatesPerAccountMax})");
                }

                tx.Templates.Insert(template, body.TemplateBody!);
                tx.Tags.SetAll(TaggedResource.Template(template.Name), tags);
                return ApiResponse.Json(
                    new Response(arn, template.Name.Value, template.DefaultVersionId),
                    TemplatesJson.Default.CreateProvisioningTemplateResponse);
            },
            ct);
        return created.WithWarnings(await TemplateWarningsOf.VersionAsync(template.Name, template.DefaultVersionId, services, ct));
    }

    static IReadOnlyList<Tag> Check(Request body)
    {
        var validation = new Validation()
            .Required("templateName", body.TemplateName)
            .TemplateName("templateName", body.TemplateName)
            .TemplateDescription("description", body.Description)
            .TemplateBody("templateBody", body.TemplateBody)
            .Required("provisioningRoleArn", body.ProvisioningRoleArn)
            .RoleArn("provisioningRoleArn", body.ProvisioningRoleArn)
            .Hook("preProvisioningHook", body.PreProvisioningHook)
            .OneOf("type", body.Type, TemplateRules.FleetProvisioning, TemplateRules.JustInTime);
        var tags = TagRules.ReadAtCreation(body.Tags, validation);
        TemplateRules.DemandRole(body.ProvisioningRoleArn);
        TemplateRules.DemandHookFits(body.PreProvisioningHook, body.Type);

        return tags;
    }
}
