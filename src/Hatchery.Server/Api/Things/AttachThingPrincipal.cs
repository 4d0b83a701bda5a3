using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

public static class AttachThingPrincipal
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, principal, asked) = Together.Read(
            () => ThingRules.Name(request),
            () => ThingPrincipals.Principal(request, services.Account),
            () => ThingPrincipals.Type(request));
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.Things.Existing(name);
                tx.Certificates.DemandExists(principal);

                // A repeated attachment that names no type must not loosen an exclusive one.
                var attached = tx.Things.Attachment(name, principal);
                var type = asked ?? attached ?? ThingPrincipalType.NonExclusiveThing;
                DemandNoRival(tx.Things, name, principal, type, isAttached: attached is not null);
                tx.Things.AttachPrincipal(name, principal, type);
                return ApiResponse.Empty;
            },
            ct);
    }

    /// <summary>AWS: an exclusive attachment is the principal's only one, whichever of the two came first.</summary>
    static void DemandNoRival(IThings things, ThingName name, CertificateId principal, ThingPrincipalType type, bool isAttached)
    {
        if (things.ExclusiveThingOf(principal) is { } owner && owner != name)
        {
            throw AwsError.InvalidRequest($"The principal is attached exclusively to thing {owner} and cannot be attached to thing {name}");
        }

        var others = things.CountThingsOf(principal) - (isAttached ? 1 : 0);
        if (type is ThingPrincipalType.ExclusiveThing && others > 0)
        {
            throw AwsError.InvalidRequest(
                $"The principal is attached to {others} other thing{(others == 1 ? "" : "s")} and cannot be attached exclusively to thing {name}");
        }
    }
}
