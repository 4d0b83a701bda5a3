using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>What policies are attached to.</summary>
sealed partial class PoliciesTable
{
    static readonly TargetStatements OfCertificates = new("cert", "certificates", "certificate_id");

    static readonly TargetStatements OfThingGroups = new("thinggroup", "thing_groups", "name");

    static readonly PagedList TargetsOf = PagedList.ByTextAndNumber(
        """
        SELECT a.kind, a.target, COALESCE(c.certificate_id, g.name)
        FROM policy_targets a
        LEFT JOIN certificates c ON a.kind = 'cert' AND c.id = a.target
        LEFT JOIN thing_groups g ON a.kind = 'thinggroup' AND g.id = a.target
        WHERE a.policy = (SELECT id FROM policies WHERE name = $4) AND
        """,
        "a.kind",
        "a.target");

    public bool Attach(PolicyName name, PolicyTarget target)
    {
        var statements = For(target);
        if (session.Write(statements.Attach, name.Value, target.Key) > 0)
        {
            Changed(target);
            return true;
        }

        if (Find(name) is null)
        {
            throw NotFound(name);
        }

        return session.Number(statements.Exists, target.Key) is null
            ? throw AwsError.NotFound($"{(target.Kind == PolicyTargetKind.Certificate ? "Certificate" : "Thing Group")} {target.Key} not found")
            : false;
    }

    public bool Detach(PolicyName name, PolicyTarget target)
    {
        if (session.Write(For(target).Detach, name.Value, target.Key) == 0)
        {
            return false;
        }

        Changed(target);
        return true;
    }

    /// <summary>Certificates, then groups, each in order of their creation.</summary>
    public Page<PolicyTarget> Targets(PolicyName name, PageRequest page) => TargetsOf.Read(session, page, MapTarget, name.Value);

    /// <summary>In order of the policies' creation.</summary>
    public Page<PolicyName> AttachedTo(PolicyTarget target, PageRequest page) =>
        For(target).Policies.Read(session, page, static row => new PolicyName(row.GetString(1)), target.Key);

    public int CountAttachedTo(PolicyTarget target) => session.Count(For(target).Count, target.Key);

    public IReadOnlyList<PolicyVersion> DefaultVersionsFor(IReadOnlyList<PolicyTarget> targets)
    {
        var versions = new List<PolicyVersion>();
        foreach (var target in targets)
        {
            foreach (var version in session.List(For(target).DefaultVersions, MapVersion, target.Key))
            {
                if (!versions.Exists(known => known.PolicyName == version.PolicyName))
                {
                    versions.Add(version);
                }
            }
        }

        return versions;
    }

    void Changed(PolicyTarget target) => changes.Add(
        target.Kind == PolicyTargetKind.Certificate ? RegistryChangeKind.Certificate : RegistryChangeKind.ThingGroup,
        target.Key);

    static TargetStatements For(PolicyTarget target) => target.Kind == PolicyTargetKind.Certificate ? OfCertificates : OfThingGroups;

    static PolicyTarget MapTarget(DbDataReader row) => row.GetString(0) == "cert"
        ? PolicyTarget.Certificate(new CertificateId(row.GetString(2)))
        : PolicyTarget.ThingGroup(new ThingGroupName(row.GetString(2)));

    /// <summary>The same statements for either kind of target: <c>$1</c> or <c>$2</c> is its name.</summary>
    sealed class TargetStatements(string kind, string table, string key)
    {
        public Statement Attach { get; } = new($"""
            INSERT INTO policy_targets (kind, target, policy)
            SELECT '{kind}', t.id, p.id FROM policies p CROSS JOIN {table} t WHERE p.name = $1 AND t.{key} = $2
            ON CONFLICT (kind, target, policy) DO NOTHING
            """);

        public Statement Detach { get; } = new($"""
            DELETE FROM policy_targets
            WHERE kind = '{kind}' AND target = (SELECT id FROM {table} WHERE {key} = $2) AND policy = (SELECT id FROM policies WHERE name = $1)
            """);

        public Statement Exists { get; } = new($"SELECT t.id FROM {table} t WHERE t.{key} = $1");

        public PagedList Policies { get; } = PagedList.ByNumber(
            $"""
            SELECT a.policy, p.name FROM policy_targets a JOIN policies p ON p.id = a.policy
            WHERE a.kind = '{kind}' AND a.target = (SELECT id FROM {table} WHERE {key} = $3) AND
            """,
            "a.policy");

        public Statement Count { get; } = new($"""
            SELECT COUNT(*) FROM policy_targets a WHERE a.kind = '{kind}' AND a.target = (SELECT id FROM {table} WHERE {key} = $1)
            """);

        public Statement DefaultVersions { get; } = new($"""
            SELECT {VersionColumns}
            FROM policy_targets a
            JOIN policies p ON p.id = a.policy
            JOIN policy_versions v ON v.policy = p.id AND v.version = p.default_version
            WHERE a.kind = '{kind}' AND a.target = (SELECT id FROM {table} WHERE {key} = $1)
            ORDER BY a.policy
            """);
    }
}
