using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>Everything that came through a claim, by creation: certificates never registered, too.</summary>
public static class ListClaimDevices
{
    /// <param name="TemplateName">By which it was registered; null with <paramref name="RegisteredAt"/> when it was not.</param>
    public sealed record Device(
        string CertificateId, string Status, string? ThingName, string? TemplateName, DateTimeOffset CreationDate, DateTimeOffset? RegisteredAt);

    public sealed record Response(IReadOnlyList<Device> Devices, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByToken(request);
        var response = await services.Registry.ReadAsync(
            tx =>
            {
                var found = tx.Certificates.OfClaim(ClaimLabel.Find(tx, request, services.Account).Id, page);
                return new Response([.. found.Items.Select(certificate => Of(tx, certificate))], Paging.Token(found.Next));
            },
            ct);
        return ApiResponse.Json(response, HatcheryJson.Default.ListClaimDevicesResponse);
    }

    static Device Of(IRegistryTransaction registry, DeviceCertificate certificate) => new(
        certificate.Id.Value,
        certificate.Status.ToWire(),
        registry.Things.ThingsOf(certificate.Id, new PageRequest(1)).Items is [var attached] ? attached.Thing.Value : null,
        certificate.TemplateName,
        certificate.CreatedAt,
        certificate.RegisteredAt);
}
