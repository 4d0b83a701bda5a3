using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Registry;

/// <summary>
/// The registry's port over dictionaries, for tests of the core: what provisioning needs works, all else throws. It has no
/// transactions; <see cref="Dump"/> before and after shows whether a refused request wrote something.
/// </summary>
sealed class InMemoryRegistry : IRegistryTransaction
{
    readonly CertificateTable certificates = new();
    readonly PolicyTable policies = new();
    readonly ThingTable things = new();
    readonly ThingTypeTable thingTypes = new();
    readonly ThingGroupTable thingGroups = new();
    readonly BillingGroupTable billingGroups = new();
    readonly TemplateTable templates = new();
    readonly TokenTable tokens = new();
    readonly GuardTable guards = new();

    public ICertificates Certificates => certificates;
    public ICaCertificates CaCertificates => throw new NotSupportedException();
    public IPolicies Policies => policies;
    public IThings Things => things;
    public IThingIndex ThingIndex => throw new NotSupportedException();
    public IThingConnectivity ThingConnectivity => throw new NotSupportedException();
    public IThingTypes ThingTypes => thingTypes;
    public IThingGroups ThingGroups => thingGroups;
    public IBillingGroups BillingGroups => billingGroups;
    public ITemplates Templates => templates;
    public IOwnershipTokens OwnershipTokens => tokens;
    public IProvisioningClaims ProvisioningClaims => throw new NotSupportedException();
    public IClaimGuards ClaimGuards => guards;
    public IAllowLists AllowLists => guards;
    public IHeldRequests HeldRequests => guards;

    public IRegistrationTasks RegistrationTasks => throw new NotSupportedException();
    public IRoles Roles => throw new NotSupportedException();
    public IRoleAliases RoleAliases => throw new NotSupportedException();
    public ITags Tags => throw new NotSupportedException();

    public IEventConfigurations EventConfigurations => throw new NotSupportedException();
    public IUsers Users => throw new NotSupportedException();
    public ICustomerPolicies CustomerPolicies => throw new NotSupportedException();

    /// <summary>All it holds, one row a line, in an order of its own.</summary>
    public string Dump() => string.Join('\n', new IEnumerable<string>[]
    {
        certificates.Rows.Values.Select(row => $"certificate {row.Id} {row.Status}"),
        policies.Rows.Values.Select(row => $"policy {row.PolicyName} {row.Document}"),
        policies.Attachments.Select(row => $"policy {row.Policy} on {row.Target.Kind} {row.Target.Key}"),
        things.Rows.Values.Select(row => $"thing {row.Name} {row.Id} {row.TypeName} v{row.Version} {string.Join(',', row.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal))}"),
        things.Attachments.Select(row => $"principal {row.Key} {row.Value}"),
        thingGroups.Members.Select(row => $"member {row}"),
        billingGroups.Members.Select(row => $"billed {row.Key} {row.Value}"),
        tokens.Rows.Values.Select(row => $"{row}"),
        guards.Dump(),
    }.SelectMany(rows => rows.Order(StringComparer.Ordinal)));

    static Page<T> PageOf<T>(IEnumerable<T> items, PageRequest page) => new([.. items.Take(page.Size)], null);

    sealed class CertificateTable : ICertificates
    {
        public Dictionary<CertificateId, DeviceCertificate> Rows { get; } = [];

        public DeviceCertificate? Find(CertificateId id) => Rows.GetValueOrDefault(id);
        public void Insert(DeviceCertificate certificate) => Rows.Add(certificate.Id, certificate);
        public bool Delete(CertificateId id) => Rows.Remove(id);
        public Page<DeviceCertificate> List(PageRequest page) => throw new NotSupportedException();
        public Page<DeviceCertificate> OfClaim(CertificateId claim, PageRequest page) => PageOf(Rows.Values.Where(row => row.ClaimId == claim), page);
        public void SetOlderCertificates(CertificateId id, OlderCertificateAction action) => Rows[id] = Rows[id] with { OlderCertificates = action };
        public void SetRegistered(CertificateId id, CertificateId claim, TemplateName template, DateTimeOffset now) =>
            Rows[id] = Rows[id] with { ClaimId = Find(claim)?.ClaimId ?? claim, TemplateName = template.Value, RegisteredAt = now };
        public IReadOnlyList<CertificateId> WithPrefix(string prefix, int max) => throw new NotSupportedException();
        public Page<DeviceCertificate> Pending(PageRequest page) => throw new NotSupportedException();
        public Page<DeviceCertificate> WithoutThing(PageRequest page) => throw new NotSupportedException();
        public IReadOnlyList<CertificateId> DeleteUnclaimed(DateTimeOffset now, int max) => throw new NotSupportedException();

        public bool SetStatus(CertificateId id, CertificateStatus status, DateTimeOffset now)
        {
            if (Find(id) is not { } found)
            {
                return false;
            }

            Rows[id] = found with { Status = status, ModifiedAt = now };
            return true;
        }
    }

    sealed class PolicyTable : IPolicies
    {
        public Dictionary<PolicyName, PolicyVersion> Rows { get; } = [];
        public HashSet<(PolicyName Policy, PolicyTarget Target)> Attachments { get; } = [];

        public Policy? Find(PolicyName name) => Rows.TryGetValue(name, out var row) ? new Policy(name, "1", row.CreatedAt, row.CreatedAt) : null;
        public void Insert(PolicyName name, string document, DateTimeOffset now) => Rows.Add(name, new PolicyVersion(name, "1", document, true, now));
        public Page<Policy> List(PageRequest page) => PageOf(Rows.Keys.Select(name => Find(name)!), page);
        public PolicyVersion? FindVersion(PolicyName name, string versionId) => Rows.GetValueOrDefault(name);
        public bool Attach(PolicyName name, PolicyTarget target) => Attachments.Add((name, target));
        public bool Detach(PolicyName name, PolicyTarget target) => Attachments.Remove((name, target));
        public Page<PolicyName> AttachedTo(PolicyTarget target, PageRequest page) => PageOf(Attachments.Where(row => row.Target == target).Select(row => row.Policy), page);
        public int CountAttachedTo(PolicyTarget target) => Attachments.Count(row => row.Target == target);
        public bool Delete(PolicyName name) => throw new NotSupportedException();
        public IReadOnlyList<PolicyName> WithPrefix(string prefix, int max) => throw new NotSupportedException();
        public PolicyVersion InsertVersion(PolicyName name, string document, bool setAsDefault, DateTimeOffset now) => throw new NotSupportedException();
        public IReadOnlyList<PolicyVersion> Versions(PolicyName name) => throw new NotSupportedException();
        public void SetDefaultVersion(PolicyName name, string versionId, DateTimeOffset now) => throw new NotSupportedException();
        public void DeleteVersion(PolicyName name, string versionId) => throw new NotSupportedException();
        public Page<PolicyTarget> Targets(PolicyName name, PageRequest page) => throw new NotSupportedException();
        public IReadOnlyList<PolicyVersion> DefaultVersionsFor(IReadOnlyList<PolicyTarget> targets) => throw new NotSupportedException();
    }

    sealed class ThingTable : IThings
    {
        public Dictionary<ThingName, Thing> Rows { get; } = [];
        public Dictionary<(ThingName Thing, CertificateId Principal), ThingPrincipalType> Attachments { get; } = [];

        public Thing? Find(ThingName name) => Rows.GetValueOrDefault(name);
        public void Insert(Thing thing) => Rows.Add(thing.Name, thing);
        public void Update(Thing thing) => Rows[Rows[thing.Name].Name] = thing;
        public Page<Thing> List(ThingFilter filter, PageRequest page) => PageOf(Rows.Values, page);
        public void AttachPrincipal(ThingName name, CertificateId principal, ThingPrincipalType type) => Attachments[(name, principal)] = type;
        public Page<PrincipalThing> ThingsOf(CertificateId principal, PageRequest page) =>
            PageOf(Attachments.Where(row => row.Key.Principal == principal).Select(row => new PrincipalThing(row.Key.Thing, row.Value)), page);
        public Page<ThingPrincipal> Principals(ThingName name, PageRequest page) =>
            PageOf(Attachments.Where(row => row.Key.Thing == name).Select(row => new ThingPrincipal(row.Key.Principal, row.Value)), page);
        public ThingPrincipalType? Attachment(ThingName name, CertificateId principal) => Attachments.TryGetValue((name, principal), out var type) ? type : null;
        public bool Delete(ThingName name) => throw new NotSupportedException();
        public bool DetachPrincipal(ThingName name, CertificateId principal) => throw new NotSupportedException();
        public Page<Thing> WithoutPrincipal(PageRequest page) => throw new NotSupportedException();
        public ThingName? ExclusiveThingOf(CertificateId principal) => throw new NotSupportedException();
        public int CountPrincipals(ThingName name) => throw new NotSupportedException();
        public int CountThingsOf(CertificateId principal) => throw new NotSupportedException();
    }

    sealed class ThingTypeTable : IThingTypes
    {
        readonly Dictionary<ThingTypeName, ThingType> rows = [];

        public ThingType? Find(ThingTypeName name) => rows.GetValueOrDefault(name);
        public void Insert(ThingType type) => rows.Add(type.Name, type);
        public void Update(ThingType type) => throw new NotSupportedException();
        public void SetDeprecated(ThingTypeName name, DateTimeOffset? deprecatedAt) => rows[name] = rows[name] with { DeprecatedAt = deprecatedAt };
        public Page<ThingType> List(ThingTypeName? only, PageRequest page) => PageOf(rows.Values, page);
        public bool Delete(ThingTypeName name) => throw new NotSupportedException();
        public bool IsUsed(ThingTypeName name) => throw new NotSupportedException();
    }

    sealed class ThingGroupTable : IThingGroups
    {
        readonly Dictionary<ThingGroupName, ThingGroup> rows = [];

        public HashSet<(ThingGroupName Group, ThingName Thing)> Members { get; } = [];

        public ThingGroup? Find(ThingGroupName name) => rows.GetValueOrDefault(name);
        public void Insert(ThingGroup group) => rows.Add(group.Name, group);
        public Page<ThingGroup> List(ThingGroupFilter filter, PageRequest page) => PageOf(rows.Values, page);
        public void AddThing(ThingGroupName group, ThingName thing) => Members.Add((group, thing));
        public bool RemoveThing(ThingGroupName group, ThingName thing) => Members.Remove((group, thing));
        public Page<ThingGroupName> GroupsOf(ThingName thing, PageRequest page) => PageOf(Members.Where(row => row.Thing == thing).Select(row => row.Group), page);
        public Page<ThingName> ThingsIn(ThingGroupName group, bool recursive, PageRequest page) => PageOf(Members.Where(row => row.Group == group).Select(row => row.Thing), page);
        public void Update(ThingGroup group) => throw new NotSupportedException();
        public bool Delete(ThingGroupName name) => throw new NotSupportedException();
        public int RemoveDeletedMemberships(int max) => throw new NotSupportedException();
        public int CountChildren(ThingGroupName name) => throw new NotSupportedException();
        public IReadOnlyList<ThingGroup> Ancestors(ThingGroupName name) => rows[name].Parent is { } parent ? [.. Ancestors(parent), rows[parent]] : [];
        public IReadOnlyList<ThingGroupName> GroupsAndParentsOf(ThingName thing) => throw new NotSupportedException();
    }

    sealed class BillingGroupTable : IBillingGroups
    {
        readonly Dictionary<BillingGroupName, BillingGroup> rows = [];

        public Dictionary<ThingName, BillingGroupName> Members { get; } = [];

        public BillingGroup? Find(BillingGroupName name) => rows.GetValueOrDefault(name);
        public void Insert(BillingGroup group) => rows.Add(group.Name, group);
        public Page<BillingGroup> List(string? namePrefix, PageRequest page) => PageOf(rows.Values, page);
        public void AddThing(BillingGroupName group, ThingName thing) => Members[thing] = rows[group].Name;
        public BillingGroupName? GroupOf(ThingName thing) => Members.TryGetValue(thing, out var group) ? group : null;
        public void Update(BillingGroup group) => throw new NotSupportedException();
        public bool Delete(BillingGroupName name) => throw new NotSupportedException();
        public int Count() => throw new NotSupportedException();
        public bool RemoveThing(BillingGroupName group, ThingName thing) => throw new NotSupportedException();
        public Page<ThingName> ThingsIn(BillingGroupName group, PageRequest page) => throw new NotSupportedException();
    }

    sealed class TemplateTable : ITemplates
    {
        readonly Dictionary<TemplateName, ProvisioningTemplate> rows = [];
        readonly Dictionary<(TemplateName, int), ProvisioningTemplateVersion> versions = [];

        public ProvisioningTemplate? Find(TemplateName name) => rows.GetValueOrDefault(name);
        public ProvisioningTemplateVersion? FindVersion(TemplateName name, int versionId) => versions.GetValueOrDefault((name, versionId));
        public void Update(ProvisioningTemplate template) => rows[template.Name] = template;
        public Page<ProvisioningTemplate> List(PageRequest page) => PageOf(rows.Values, page);
        public int Count() => rows.Count;
        public bool Delete(TemplateName name) => rows.Remove(name);

        public void Insert(ProvisioningTemplate template, string body)
        {
            rows.Add(template.Name, template);
            versions.Add((template.Name, 1), new ProvisioningTemplateVersion(template.Name, 1, body, true, template.CreatedAt));
        }

        public ProvisioningTemplateVersion InsertVersion(TemplateName name, string body, bool setAsDefault, DateTimeOffset now)
        {
            var version = new ProvisioningTemplateVersion(name, versions.Keys.Count(key => key.Item1 == name) + 1, body, setAsDefault, now);
            versions.Add((name, version.VersionId), version);
            rows[name] = setAsDefault ? rows[name] with { DefaultVersionId = version.VersionId } : rows[name];
            return version;
        }

        public Page<ProvisioningTemplateVersion> Versions(TemplateName name, PageRequest page) => throw new NotSupportedException();
        public int CountVersions(TemplateName name) => throw new NotSupportedException();
        public void DeleteVersion(TemplateName name, int versionId) => throw new NotSupportedException();
    }

    sealed class GuardTable : IClaimGuards, IAllowLists, IHeldRequests
    {
        readonly Dictionary<GuardScope, GuardedRegistrations> sets = [];
        readonly Dictionary<GuardScope, long> counts = [];
        readonly Dictionary<(GuardScope, string), AllowedSerial> serials = [];
        readonly Dictionary<(CertificateId, string), HeldRequest> held = [];

        public IEnumerable<string> Dump() =>
        [
            .. sets.Values.Select(row => $"guards {row.Scope} {row.RateFrom} {row.RateCount}"),
            .. counts.Select(row => $"count {row.Key} {row.Value}"),
            .. serials.Select(row => $"serial {row.Key} {row.Value.UsedBy}"),
            .. held.Values.Select(row => $"held {row.RequestHash} {row.Status}"),
        ];

        public GuardedRegistrations? Find(GuardScope scope) => sets.TryGetValue(scope, out var set) ? set with { Devices = Devices(scope) } : null;
        public void Put(GuardScope scope, string? name, ClaimGuards guards, DateTimeOffset now) => sets[scope] = new(scope, name, guards, 0, null, 0, now);
        public long Devices(GuardScope scope) => counts.GetValueOrDefault(scope);
        public void SetRate(GuardScope scope, DateTimeOffset from, int count) => sets[scope] = sets[scope] with { RateFrom = from, RateCount = count };
        public void Count(params ReadOnlySpan<GuardScope> scopes)
        {
            foreach (var scope in scopes)
            {
                counts[scope] = Devices(scope) + 1;
            }
        }

        public AllowedSerial? Find(GuardScope scope, string serial) => serials.GetValueOrDefault((scope, serial));
        public int Add(GuardScope scope, IReadOnlyList<string> added) => added.Count(serial => serials.TryAdd((scope, serial), new AllowedSerial(serial)));
        public void Use(GuardScope scope, string serial, CertificateId certificate, DateTimeOffset now) => serials[(scope, serial)] = new AllowedSerial(serial, certificate, now);

        public HeldRequest? Find(CertificateId claim, string requestHash) => held.GetValueOrDefault((claim, requestHash));
        public void Hold(HeldRequest request) => held[(request.ClaimId, request.RequestHash)] = request with { Status = Find(request.ClaimId, request.RequestHash)?.Status ?? HeldStatus.Waiting };
        public int Count(CertificateId claim) => held.Keys.Count(key => key.Item1 == claim);
        public void Delete(CertificateId claim, string requestHash) => held.Remove((claim, requestHash));
        public int Decide(HeldChoice choice, HeldStatus status)
        {
            foreach (var key in held.Keys.ToList())
            {
                held[key] = held[key] with { Status = status };
            }

            return held.Count;
        }

        public bool Delete(GuardScope scope) => sets.Remove(scope);
        public GuardScope? FindNamed(string name) => throw new NotSupportedException();
        public bool Remove(GuardScope scope, string serial) => throw new NotSupportedException();
        public int Clear(GuardScope scope, int max) => throw new NotSupportedException();
        public Page<AllowedSerial> List(GuardScope scope, PageRequest page) => throw new NotSupportedException();
        public int DeleteAbandoned(int max) => throw new NotSupportedException();
        public Page<HeldRequest> List(HeldChoice choice, PageRequest page) => throw new NotSupportedException();
        public int DeleteOlder(DateTimeOffset askedBefore, int max) => throw new NotSupportedException();
    }

    sealed class TokenTable : IOwnershipTokens
    {
        public Dictionary<string, OwnershipToken> Rows { get; } = [];

        public void Insert(OwnershipToken token) => Rows.Add(token.Hash, token);
        public OwnershipToken? Find(string hash) => Rows.GetValueOrDefault(hash);
        public void SetUsed(string hash, string requestHash, string reply) => Rows[hash] = Rows[hash] with { RequestHash = requestHash, Reply = reply };
        public int DeleteExpired(DateTimeOffset now, int max) => throw new NotSupportedException();
    }
}
