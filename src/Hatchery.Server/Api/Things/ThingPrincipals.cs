using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

/// <summary>What the operations on a thing's principals share: the header, the query's type and its spelling.</summary>
static class ThingPrincipals
{
    const string Header = "x-amzn-principal";
    const string Exclusive = "EXCLUSIVE_THING";
    const string NonExclusive = "NON_EXCLUSIVE_THING";

    public static CertificateId Principal(ApiRequest request, AwsAccount account)
    {
        var arn = request.Header(Header) is { Length: > 0 } given ? given : null;
        new Validation().Required("principal", arn).ThrowIfAny();
        return PrincipalArn.Parse(arn!, account);
    }

    /// <summary>Null when the client names none.</summary>
    public static ThingPrincipalType? Type(ApiRequest request)
    {
        var type = request.Query("thingPrincipalType");
        new Validation().OneOf("thingPrincipalType", type, Exclusive, NonExclusive).ThrowIfAny();
        return type switch
        {
            null => null,
            Exclusive => ThingPrincipalType.ExclusiveThing,
            _ => ThingPrincipalType.NonExclusiveThing,
        };
    }

    public static string ToWire(this ThingPrincipalType type) => type is ThingPrincipalType.ExclusiveThing ? Exclusive : NonExclusive;

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static void DemandExists(this ICertificates certificates, CertificateId id)
    {
        if (certificates.Find(id) is null)
        {
            throw AwsError.NotFound($"The certificate given in the principal does not exist: {id}");
        }
    }
}
