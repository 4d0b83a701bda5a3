namespace Hatchery.Core.Templates;

public readonly record struct TemplateName(string Value)
{
    /// <summary>AWS IoT service model, TemplateName.</summary>
    public const string Pattern = "[0-9A-Za-z_-]+";

    public override string ToString() => Value;
}

/// <summary>A provisioning template; its body lives in its versions.</summary>
/// <param name="Type"><c>FLEET_PROVISIONING</c> or <c>JITP</c>.</param>
/// <param name="Hook">The pre-provisioning hook as given, or null.</param>
public sealed record ProvisioningTemplate(
    TemplateName Name,
    string? Description,
    bool Enabled,
    string ProvisioningRoleArn,
    PreProvisioningHook? Hook,
    string Type,
    int DefaultVersionId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt);

public sealed record PreProvisioningHook(string TargetArn, string? PayloadVersion);

/// <summary>One version of a template. <paramref name="Body"/> is kept byte for byte as it was sent.</summary>
public sealed record ProvisioningTemplateVersion(TemplateName TemplateName, int VersionId, string Body, bool IsDefault, DateTimeOffset CreatedAt);
