using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Billing groups, and the column of things that says which one each is in.</summary>
sealed class BillingGroupsTable(SqlSession session) : IBillingGroups
{
    const string Columns = "g.name, g.uuid, g.description, g.version, g.created_at";

    static readonly Statement ByName = new($"SELECT {Columns} FROM billing_groups g WHERE g.name = $1");

    static readonly PagedList WithPrefix = PagedList.ByPrefix($"SELECT {Columns} FROM billing_groups g WHERE", "g.name");

    static readonly Statement GroupCount = new("SELECT COUNT(name) FROM billing_groups");

    static readonly Statement New = new("""
        INSERT INTO billing_groups (name, uuid, description, version, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (name) DO NOTHING
        """);

    static readonly Statement Replace = new("UPDATE billing_groups SET description = $2, version = $3 WHERE name = $1");

    static readonly Statement Remove = new("DELETE FROM billing_groups WHERE name = $1");

    // To take a million things out one by one would stop all writers for seconds.
    static readonly Statement Retire = new("UPDATE billing_groups SET name = NULL, description = NULL WHERE name = $1");

    static readonly Statement AnyThing = new("""
        SELECT t.id FROM things t WHERE t.billing_group = (SELECT id FROM billing_groups WHERE name = $1) LIMIT 1
        """);

    static readonly Statement IdOf = new("SELECT g.id FROM billing_groups g WHERE g.name = $1");

    static readonly Statement PutThing = new("UPDATE things SET billing_group = $1 WHERE name = $2");

    static readonly Statement TakeThing = new("""
        UPDATE things SET billing_group = NULL WHERE name = $2 AND billing_group = (SELECT id FROM billing_groups WHERE name = $1)
        """);

    static readonly Statement OfThing = new("""
        SELECT g.name FROM things t JOIN billing_groups g ON g.id = t.billing_group WHERE t.name = $1 AND g.name IS NOT NULL
        """);

    static readonly PagedList Things = PagedList.ByNumber(
        "SELECT t.id, t.name FROM things t WHERE t.billing_group = (SELECT id FROM billing_groups WHERE name = $3) AND", "t.id");

    public BillingGroup? Find(BillingGroupName name) => session.Find(ByName, Map, name.Value);

    public void Insert(BillingGroup group)
    {
        var rows = session.Write(
            New, group.Name.Value, group.Id, group.Description, group.Version, group.CreatedAt.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw AwsError.AlreadyExists(
                $"Billing Group {group.Name} already exists in current account with different properties", group.Name.Value);
        }
    }

    public void Update(BillingGroup group) => session.Write(Replace, group.Name.Value, group.Description, group.Version);

    public bool Delete(BillingGroupName name)
    {
        TagsTable.RemoveAll(session, TaggedResource.BillingGroup(name));
        return session.Write(session.Number(AnyThing, name.Value) is null ? Remove : Retire, name.Value) > 0;
    }

    public Page<BillingGroup> List(string? namePrefix, PageRequest page) => WithPrefix.ReadWithPrefix(session, page, namePrefix ?? "", Map);

    public int Count() => session.Count(GroupCount);

    public void AddThing(BillingGroupName group, ThingName thing)
    {
        var id = session.Number(IdOf, group.Value) ?? throw AwsError.NotFound($"Billing group {group} not found");
        if (session.Write(PutThing, id, thing.Value) == 0)
        {
            throw AwsError.NotFound($"Thing {thing} not found");
        }
    }

    public bool RemoveThing(BillingGroupName group, ThingName thing) => session.Write(TakeThing, group.Value, thing.Value) > 0;

    public BillingGroupName? GroupOf(ThingName thing) =>
        session.FindValue(OfThing, static row => new BillingGroupName(row.GetString(0)), thing.Value);

    /// <summary>In order of the things' creation.</summary>
    public Page<ThingName> ThingsIn(BillingGroupName group, PageRequest page) =>
        Things.Read(session, page, static row => new ThingName(row.GetString(1)), group.Value);

    static BillingGroup Map(DbDataReader row) => new(
        new BillingGroupName(row.GetString(0)),
        row.GetString(1),
        row.TextOrNull(2),
        row.GetInt64(3),
        row.Time(4));
}
