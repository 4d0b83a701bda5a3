using System.Globalization;
using System.Text.RegularExpressions;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

/// <summary>What the operations on provisioning templates share.</summary>
static partial class TemplateRules
{
    /// <summary>Devices ask for it over MQTT.</summary>
    public const string FleetProvisioning = "FLEET_PROVISIONING";

    /// <summary>For devices whose certificate a registered CA signed.</summary>
    public const string JustInTime = "JITP";

    const string DescriptionPattern = @"[^\p{C}]*";

    public static TemplateName Name(ApiRequest request)
    {
        var name = request.Label("templateName");
        new Validation().TemplateName("templateName", name).ThrowIfAny();
        return new TemplateName(name);
    }

    public static int VersionId(ApiRequest request) =>
        int.TryParse(request.Label("versionId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw AwsError.InvalidRequest($"versionId must be a whole number, not '{request.Label("versionId")}'");

    public static string Arn(TemplateName name, AwsAccount account) => account.IotArn("provisioningtemplate", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static ProvisioningTemplate Existing(this ITemplates templates, TemplateName name) =>
        templates.Find(name) ?? throw AwsError.NotFound($"Template {name} not found");

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static ProvisioningTemplateVersion ExistingVersion(this ITemplates templates, TemplateName name, int versionId) =>
        templates.FindVersion(name, versionId) ?? throw AwsError.NotFound($"Version {versionId} of template {name} not found");

    public static Validation TemplateName(this Validation validation, string member, string? value) =>
        validation.Text(member, value, Core.Templates.TemplateName.Pattern, 1, Limits.TemplateNameMax);

    public static Validation TemplateDescription(this Validation validation, string member, string? value) =>
        validation.Text(member, value, DescriptionPattern, 0, Limits.TemplateDescriptionMax);

    public static Validation TemplateBody(this Validation validation, string member, string? value) =>
        validation.Required(member, value).Text(member, value, pattern: null, 0, Limits.TemplateBodyMax);

    /// <summary>The shape of a role's ARN; <see cref="ProvisioningRole"/> checks the role.</summary>
    public static Validation RoleArn(this Validation validation, string member, string? value) =>
        validation.Text(member, value, pattern: null, 20, 2_048);

    public static Validation Hook(this Validation validation, string member, HookMember? hook) => HookMember.Check(validation, member, hook);

    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandRole(string? roleArn, string member = "provisioningRoleArn")
    {
        if (roleArn is not null && !RoleArnShape().IsMatch(roleArn))
        {
            throw AwsError.InvalidRequest($"{member} must be the ARN of an IAM role, arn:aws:iam::<account>:role/<name>, not '{roleArn}'");
        }
    }

    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void DemandHookFits(HookMember? hook, string? type)
    {
        if (hook is not null && type is JustInTime)
        {
            throw AwsError.InvalidRequest($"Templates of type {JustInTime} take no preProvisioningHook");
        }
    }

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:iam::[0-9]{12}:role/[\x21-\x7E]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RoleArnShape();
}
