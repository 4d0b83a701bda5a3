using Hatchery.Core.Events;

namespace Hatchery.Core.Registry;

/// <summary>
/// The port into storage. The body of a transaction is synchronous on purpose: nothing in it can wait for a hook or a socket.
/// </summary>
public interface IRegistry : IAsyncDisposable
{
    /// <summary>Runs a read on one consistent snapshot. A write inside fails.</summary>
    ValueTask<T> ReadAsync<T>(Func<IRegistryTransaction, T> read, CancellationToken ct = default);

    /// <summary>
    /// Runs a body that may write, alone among writers. The task completes after the commit is durable, and with the body's
    /// exception after nothing of it was written. Bodies of concurrent callers may share one commit.
    /// </summary>
    Task<T> TransactAsync<T>(Func<IRegistryTransaction, T> body, CancellationToken ct = default);

    /// <summary>Raised after each commit, in commit order, before the callers' tasks complete.</summary>
    event Action<IReadOnlyList<RegistryChange>>? Committed;

    /// <summary>Raised after <see cref="Committed"/>, in the order in which things were done, with the events that are switched on.</summary>
    event Action<IReadOnlyList<RegistryEvent>>? EventsCommitted;
}

/// <summary>One snapshot or one transaction, noun by noun.</summary>
public interface IRegistryTransaction
{
    ICertificates Certificates { get; }
    ICaCertificates CaCertificates { get; }
    IPolicies Policies { get; }
    IThings Things { get; }
    IThingIndex ThingIndex { get; }
    IThingConnectivity ThingConnectivity { get; }
    IThingTypes ThingTypes { get; }
    IThingGroups ThingGroups { get; }
    IBillingGroups BillingGroups { get; }
    ITemplates Templates { get; }
    IOwnershipTokens OwnershipTokens { get; }
    IProvisioningClaims ProvisioningClaims { get; }
    IClaimGuards ClaimGuards { get; }
    IAllowLists AllowLists { get; }
    IHeldRequests HeldRequests { get; }
    IRegistrationTasks RegistrationTasks { get; }
    IRoles Roles { get; }
    IRoleAliases RoleAliases { get; }
    ITags Tags { get; }
    IEventConfigurations EventConfigurations { get; }
    IUsers Users { get; }
    ICustomerPolicies CustomerPolicies { get; }
}
