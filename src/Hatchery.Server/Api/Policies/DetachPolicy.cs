using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Policies;

/// <summary>A policy that isn't attached, or isn't there at all, is detached already; a missing target is refused. AWS declares no 404 here.</summary>
static class DetachPolicy
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = PolicyRules.Name(request);
        var target = PolicyTargetArn.Parse(request.Body(PoliciesJson.Default.TargetRequest).Target, services.Account);
        await services.Registry.TransactAsync(
            tx => Exists(tx, target) ? tx.Policies.Detach(name, target) : throw AwsError.InvalidRequest($"Invalid Target: {target.ToArn(services.Account)} does not exist"),
            ct);
        return ApiResponse.Empty;
    }

    static bool Exists(IRegistryTransaction tx, PolicyTarget target) => target.Kind == PolicyTargetKind.Certificate
        ? tx.Certificates.Find(new CertificateId(target.Key)) is not null
        : tx.ThingGroups.Find(new ThingGroupName(target.Key)) is not null;
}
