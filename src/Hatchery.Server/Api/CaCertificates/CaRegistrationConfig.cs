using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>AWS's RegistrationConfig: how the CA's devices are provisioned just in time.</summary>
sealed record CaRegistrationConfig(string? TemplateBody = null, string? RoleArn = null, string? TemplateName = null)
{
    public static CaRegistrationConfig? Of(RegistrationConfig? config) =>
        config is null ? null : new CaRegistrationConfig(config.TemplateBody, config.RoleArn, config.TemplateName?.Value);

    public Validation Check(Validation validation) =>
        validation
            .Text("registrationConfig.templateBody", TemplateBody, pattern: null, 0, Limits.TemplateBodyMax)
            .RoleArn("registrationConfig.roleArn", RoleArn)
            .TemplateName("registrationConfig.templateName", TemplateName);

    /// <summary>The config as the core knows it, once it is checked; null when nothing is in it.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public RegistrationConfig? Read()
    {
        TemplateRules.DemandRole(RoleArn, "registrationConfig.roleArn");
        switch (TemplateBody, TemplateName)
        {
            case (null, null) when RoleArn is null:
                return null;
            case (null, null):
                throw AwsError.InvalidRequest("registrationConfig has a roleArn, but neither a templateBody nor a templateName");
            case (not null, not null):
                throw AwsError.InvalidRequest("registrationConfig must have a templateBody or a templateName, not both");
            case (not null, null) when RoleArn is null:
                throw AwsError.InvalidRequest("registrationConfig must have a roleArn beside its templateBody");
            case (not null, null):
                TemplateDocument.ParseGivenOrThrow(TemplateBody, TemplateKind.Jitp);
                return new RegistrationConfig(TemplateBody, null, RoleArn);
            default:
                return new RegistrationConfig(null, new TemplateName(TemplateName!), RoleArn);
        }
    }

    /// <exception cref="AwsError">ResourceNotFoundException, or InvalidRequestException when the named template is of another type.</exception>
    public static void DemandTemplate(IRegistryTransaction tx, RegistrationConfig? config)
    {
        if (config?.TemplateName is { } name && tx.Templates.Existing(name) is { Type: not TemplateRules.JustInTime and var type })
        {
            throw AwsError.InvalidRequest($"Template {name} is of type {type}; registrationConfig.templateName must name one of type {TemplateRules.JustInTime}");
        }
    }
}
