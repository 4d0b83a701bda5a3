using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Hatchery.Claims;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>What a path sets guards on: <c>claims/{claim}</c> or <c>provisioning-templates/{templateName}</c>.</summary>
sealed record GuardSubject(GuardScope Scope, CertificateId? ClaimId, TemplateName? TemplateName)
{
    /// <summary>Finds it in a transaction.</summary>
    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public delegate GuardSubject Finder(IRegistryTransaction registry);

    public static Finder OfClaim(ApiRequest request, ApiServices services) => registry =>
    {
        var claim = ClaimLabel.Find(registry, request, services.Account);
        return new GuardSubject(GuardScope.Claim(claim.Id), claim.Id, null);
    };

    public static Finder OfTemplate(ApiRequest request, ApiServices services)
    {
        var name = TemplateRules.Name(request);
        return registry => new GuardSubject(GuardScope.Template(registry.Templates.Existing(name).Name), null, name);
    }

    public GuardsMember Show(IRegistryTransaction registry) =>
        GuardsMember.Of(this, registry.ClaimGuards.Find(Scope), registry.ClaimGuards.Devices(Scope));
}
