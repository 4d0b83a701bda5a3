using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Certificates;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>Makes the temporary certificate with which a trusted user lets one device provision itself.</summary>
static class CreateProvisioningClaim
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var template = TemplateRules.Name(request);

        // Asked before a key is spent on it, and again when the claim is written.
        await services.Registry.ReadAsync(tx => Usable(tx, template), ct);
        var issued = await services.Issuer.IssueWithKeysAsync(services.Time.GetUtcNow() + Limits.ProvisioningClaimLifetime, ct);
        var claim = new ProvisioningClaim(issued.Id, template, issued.NotAfter);
        await services.Registry.TransactAsync(
            tx =>
            {
                Usable(tx, template);
                tx.ProvisioningClaims.Insert(claim);
                return claim;
            },
            ct);

        var response = new CreateProvisioningClaimResponse(
            issued.Id.Value, issued.Pem, new KeyPair(issued.PublicKeyPem!, issued.PrivateKeyPem!), claim.ExpiresAt);
        return ApiResponse.Json(response, ProvisioningJson.Default.CreateProvisioningClaimResponse);
    }

    static ProvisioningTemplate Usable(IRegistryTransaction registry, TemplateName name)
    {
        var template = registry.Templates.Existing(name);
        if (template.Type != TemplateRules.FleetProvisioning)
        {
            throw AwsError.InvalidRequest($"Template {name} is of type {template.Type}; devices provision themselves by templates of type {TemplateRules.FleetProvisioning}");
        }

        return template.Enabled ? template : throw AwsError.InvalidRequest($"Template {name} is disabled; enable it by UpdateProvisioningTemplate");
    }
}

sealed record CreateProvisioningClaimResponse(string CertificateId, string CertificatePem, KeyPair KeyPair, DateTimeOffset Expiration);
