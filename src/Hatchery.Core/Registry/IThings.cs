using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

public interface IThings
{
    Thing? Find(ThingName name);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(Thing thing);

    /// <summary>Replaces type, attributes and version of the thing with that name.</summary>
    void Update(Thing thing);

    /// <summary>With its group memberships. The caller has checked that no principal is attached.</summary>
    bool Delete(ThingName name);

    /// <summary>By name.</summary>
    Page<Thing> List(ThingFilter filter, PageRequest page);

    /// <summary>Attaching again only changes the type.</summary>
    void AttachPrincipal(ThingName name, CertificateId principal, ThingPrincipalType type);

    bool DetachPrincipal(ThingName name, CertificateId principal);

    Page<ThingPrincipal> Principals(ThingName name, PageRequest page);

    Page<PrincipalThing> ThingsOf(CertificateId principal, PageRequest page);

    /// <summary>Null when the thing is not attached to the principal.</summary>
    ThingPrincipalType? Attachment(ThingName name, CertificateId principal);

    /// <summary>The thing the certificate is attached to exclusively, if any.</summary>
    ThingName? ExclusiveThingOf(CertificateId principal);

    /// <summary>Things without a principal, by name. A page may be short though another follows.</summary>
    Page<Thing> WithoutPrincipal(PageRequest page);

    int CountPrincipals(ThingName name);

    int CountThingsOf(CertificateId principal);
}

/// <summary>What ListThings may filter by; all null lists everything.</summary>
public sealed record ThingFilter(ThingTypeName? Type = null, string? AttributeName = null, string? AttributeValue = null, bool ValueIsPrefix = false);

public sealed record ThingPrincipal(CertificateId Principal, ThingPrincipalType Type);

public sealed record PrincipalThing(ThingName Thing, ThingPrincipalType Type);
