using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Which certificates are attached to which things.</summary>
sealed partial class ThingsTable
{
    static readonly Statement TypeExists = new("SELECT y.id FROM thing_types y WHERE y.name = $1");

    /// <summary>Ids of thing and certificate, and a thing that stands in the way of attaching them ($3: exclusively), if any.</summary>
    static readonly Statement BeforeAttach = new("""
        SELECT t.id, c.id,
            (SELECT o.name FROM thing_principals p JOIN things o ON o.id = p.thing
             WHERE p.certificate = c.id AND p.thing <> t.id AND (p.exclusive = 1 OR $3 = 1) LIMIT 1)
        FROM things t CROSS JOIN certificates c
        WHERE t.name = $1 AND c.certificate_id = $2
        """);

    static readonly Statement Attach = new("""
        INSERT INTO thing_principals (thing, certificate, exclusive) VALUES ($1, $2, $3)
        ON CONFLICT (thing, certificate) DO UPDATE SET exclusive = excluded.exclusive
        """);

    static readonly Statement Detach = new("""
        DELETE FROM thing_principals
        WHERE thing = (SELECT id FROM things WHERE name = $1) AND certificate = (SELECT id FROM certificates WHERE certificate_id = $2)
        """);

    static readonly PagedList PrincipalsOfThing = PagedList.ByNumber(
        """
        SELECT p.certificate, c.certificate_id, p.exclusive FROM thing_principals p JOIN certificates c ON c.id = p.certificate
        WHERE p.thing = (SELECT id FROM things WHERE name = $3) AND
        """,
        "p.certificate");

    static readonly PagedList ThingsOfPrincipal = PagedList.ByNumber(
        """
        SELECT p.thing, t.name, p.exclusive FROM thing_principals p JOIN things t ON t.id = p.thing
        WHERE p.certificate = (SELECT id FROM certificates WHERE certificate_id = $3) AND
        """,
        "p.thing");

    static readonly Statement AttachmentType = new("""
        SELECT p.exclusive FROM thing_principals p
        WHERE p.thing = (SELECT id FROM things WHERE name = $1) AND p.certificate = (SELECT id FROM certificates WHERE certificate_id = $2)
        """);

    static readonly Statement ExclusiveThing = new("""
        SELECT t.name FROM thing_principals p JOIN things t ON t.id = p.thing
        WHERE p.certificate = (SELECT id FROM certificates WHERE certificate_id = $1) AND p.exclusive = 1
        """);

    static readonly Statement PrincipalCount = new("""
        SELECT COUNT(*) FROM thing_principals p WHERE p.thing = (SELECT id FROM things WHERE name = $1)
        """);

    static readonly Statement ThingCount = new("""
        SELECT COUNT(*) FROM thing_principals p WHERE p.certificate = (SELECT id FROM certificates WHERE certificate_id = $1)
        """);

    static readonly ScannedList NotAttached = new(
        "things", "name", "NOT EXISTS (SELECT 1 FROM thing_principals p WHERE p.thing = s.id)");

    /// <exception cref="AwsError">
    /// InvalidRequestException when an exclusive attachment, this or an older one, would share its certificate.
    /// Source: AWS IoT service model, AttachThingPrincipal's thingPrincipalType.
    /// </exception>
    public void AttachPrincipal(ThingName name, CertificateId principal, ThingPrincipalType type)
    {
        var exclusive = type == ThingPrincipalType.ExclusiveThing ? 1L : 0L;
        var found = session.FindValue(
            BeforeAttach, static row => (Thing: row.GetInt64(0), Certificate: row.GetInt64(1), Other: row.TextOrNull(2)), name.Value, principal.Value, exclusive);
        if (found is not { } ids)
        {
            throw Find(name) is null ? NotFound(name) : AwsError.NotFound($"Certificate {principal} not found");
        }

        if (ids.Other is { } other)
        {
            throw AwsError.InvalidRequest(exclusive == 1
                ? $"Principal {principal} can't be attached exclusively to thing {name}: it is attached to thing {other}"
                : $"Principal {principal} can't be attached to thing {name}: it is attached exclusively to thing {other}");
        }

        session.Write(Attach, ids.Thing, ids.Certificate, exclusive);
        Changed(name, principal);
    }

    public bool DetachPrincipal(ThingName name, CertificateId principal)
    {
        if (session.Write(Detach, name.Value, principal.Value) == 0)
        {
            return false;
        }

        Changed(name, principal);
        return true;
    }

    /// <summary>In order of the certificates' creation.</summary>
    public Page<ThingPrincipal> Principals(ThingName name, PageRequest page) =>
        PrincipalsOfThing.Read(session, page, static row => new ThingPrincipal(new CertificateId(row.GetString(1)), TypeAt(row, 2)), name.Value);

    /// <summary>In order of the things' creation.</summary>
    public Page<PrincipalThing> ThingsOf(CertificateId principal, PageRequest page) =>
        ThingsOfPrincipal.Read(session, page, static row => new PrincipalThing(new ThingName(row.GetString(1)), TypeAt(row, 2)), principal.Value);

    public ThingPrincipalType? Attachment(ThingName name, CertificateId principal) =>
        session.FindValue(AttachmentType, static row => TypeAt(row, 0), name.Value, principal.Value);

    public ThingName? ExclusiveThingOf(CertificateId principal) =>
        session.FindValue(ExclusiveThing, static row => new ThingName(row.GetString(0)), principal.Value);

    public Page<Thing> WithoutPrincipal(PageRequest page)
    {
        var found = NotAttached.Read(session, page);
        return new Page<Thing>([.. found.Items.Select(name => Find(new ThingName(name))!)], found.Next);
    }

    public int CountPrincipals(ThingName name) => session.Count(PrincipalCount, name.Value);

    public int CountThingsOf(CertificateId principal) => session.Count(ThingCount, principal.Value);

    void Changed(ThingName name, CertificateId principal)
    {
        changes.Add(RegistryChangeKind.Certificate, principal.Value);
        Changed(name);
    }

    static ThingPrincipalType TypeAt(DbDataReader row, int column) =>
        row.GetInt64(column) == 1 ? ThingPrincipalType.ExclusiveThing : ThingPrincipalType.NonExclusiveThing;
}
