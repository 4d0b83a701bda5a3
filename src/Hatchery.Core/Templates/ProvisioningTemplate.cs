namespace Hatchery.Core.Templates;

public readonly record struct TemplateName(string Value)
{
    /// <summary>AWS IoT service model, TemplateName.</summary>
    public const string Pattern = "^[0-9A-Za-z_-]+$";

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
    DateTimeOffset ModifiedAt)
{
    public TemplateKind Kind => KindOf(Type);

    public static TemplateKind KindOf(string type) => type == "JITP" ? TemplateKind.Jitp : TemplateKind.FleetProvisioning;

    public TemplateSettings Settings { get; init; } = TemplateSettings.Default;
}

/// <param name="TargetArn">The ARN of a Lambda function; ours beside AWS's: a URL.</param>
public sealed record PreProvisioningHook(string TargetArn, string? PayloadVersion)
{
    /// <summary>An https URL, or an http one on this machine: what a hook is told must not cross a network in clear.</summary>
    public static bool IsUrl(string target) => Uri.TryCreate(target, UriKind.Absolute, out var url)
        && url is { UserInfo: "", Fragment: "" }
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}

/// <summary>One version of a template. <paramref name="Body"/> is kept byte for byte as it was sent.</summary>
public sealed record ProvisioningTemplateVersion(TemplateName TemplateName, int VersionId, string Body, bool IsDefault, DateTimeOffset CreatedAt);
