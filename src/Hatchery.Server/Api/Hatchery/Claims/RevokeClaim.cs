using System.Text.Json.Serialization;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery.Claims;

/// <summary>
/// Ends a claim and, when asked, the devices that came through it; their live sessions end with them. One request ends a bounded
/// number of devices: a token in the answer says that there are more, and goes into the next.
/// </summary>
public static class RevokeClaim
{
    /// <summary>Certificates that one transaction looks at, and how many transactions one request makes.</summary>
    const int BatchMax = 100;
    const int BatchesMax = 20;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(bool WithDevices = false, string? NextToken = null);

    /// <param name="Revoked">Devices that this request ended: those that were ended before don't count.</param>
    public sealed record Response(string CertificateId, int Revoked, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.RevokeClaimRequest);
        var position = Paging.Position("nextToken", body.NextToken);
        var now = services.Time.GetUtcNow();

        // INVARIANT: the claim first. Nothing new comes through it while its devices are ended.
        var claim = await services.Registry.TransactAsync(
            tx =>
            {
                var found = ClaimLabel.Find(tx, request, services.Account);
                Revoke(tx, found, now);
                return found.Id;
            },
            ct);
        var revoked = 0;
        for (var batch = 0; body.WithDevices && (batch == 0 || position is not null) && batch < BatchesMax; batch++)
        {
            var page = new PageRequest(BatchMax, position);
            (var ended, position) = await services.Registry.TransactAsync(tx => RevokeDevices(tx, claim, page, now), ct);
            revoked += ended;
        }

        return ApiResponse.Json(new Response(claim.Value, revoked, body.WithDevices ? Paging.Token(position) : null), HatcheryJson.Default.RevokeClaimResponse);
    }

    static (int Ended, string? Next) RevokeDevices(IRegistryTransaction registry, CertificateId claim, PageRequest page, DateTimeOffset now)
    {
        var found = registry.Certificates.OfClaim(claim, page);
        return (found.Items.Count(device => Revoke(registry, device, now)), found.Next);
    }

    static bool Revoke(IRegistryTransaction registry, DeviceCertificate certificate, DateTimeOffset now) =>
        certificate.Status != CertificateStatus.Revoked && registry.Certificates.SetStatus(certificate.Id, CertificateStatus.Revoked, now);
}
