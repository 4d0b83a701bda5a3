using Hatchery.Core.Registry;
using Hatchery.Server.Storage.Tables;

namespace Hatchery.Server.Storage;

/// <summary>The tables on one connection, used for one snapshot or transaction after the other.</summary>
sealed class SqlTransaction(SqlSession session, ChangeLog changes) : IRegistryTransaction
{
    public ICertificates Certificates { get; } = new CertificatesTable(session, changes);

    public ICaCertificates CaCertificates { get; } = new CaCertificatesTable(session);

    public IPolicies Policies { get; } = new PoliciesTable(session, changes);

    public IThings Things { get; } = new ThingsTable(session, changes);

    public IThingIndex ThingIndex { get; } = new ThingIndexTable(session);

    public IThingConnectivity ThingConnectivity { get; } = new ThingConnectivityTable(session);

    public IThingTypes ThingTypes { get; } = new ThingTypesTable(session, changes);

    public IThingGroups ThingGroups { get; } = new ThingGroupsTable(session, changes);

    public ITemplates Templates { get; } = new TemplatesTable(session, changes);

    public IBillingGroups BillingGroups { get; } = new BillingGroupsTable(session);

    public IOwnershipTokens OwnershipTokens { get; } = new OwnershipTokensTable(session);

    public IProvisioningClaims ProvisioningClaims { get; } = new ProvisioningClaimsTable(session, changes);

    public IClaimGuards ClaimGuards { get; } = new ClaimGuardsTable(session);

    public IAllowLists AllowLists { get; } = new AllowListsTable(session);

    public IHeldRequests HeldRequests { get; } = new HeldRequestsTable(session);

    public IRegistrationTasks RegistrationTasks { get; } = new RegistrationTasksTable(session, changes);

    public ITags Tags { get; } = new TagsTable(session);

    public IEventConfigurations EventConfigurations { get; } = new EventConfigurationsTable(session, changes);

    public IRoles Roles { get; } = new RolesTable(session, changes);

    public IRoleAliases RoleAliases { get; } = new RoleAliasesTable(session);

    public IUsers Users { get; } = new UsersTable(session, changes);

    public ICustomerPolicies CustomerPolicies { get; } = new CustomerPoliciesTable(session, changes);
}
