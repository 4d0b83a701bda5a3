using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Core.Registry;

public interface IClaimGuards
{
    /// <summary>Null when none were set.</summary>
    GuardedRegistrations? Find(GuardScope scope);

    /// <summary>The claim that operators call so.</summary>
    GuardScope? FindNamed(string name);

    /// <summary>Replaces the guards and the name; what was counted and listed stays.</summary>
    /// <exception cref="AwsError">ResourceAlreadyExistsException when another claim has the name.</exception>
    void Put(GuardScope scope, string? name, ClaimGuards guards, DateTimeOffset now);

    /// <summary>False when none were set. The allow-list is out of use at once, and emptied by <see cref="IAllowLists.DeleteAbandoned"/>.</summary>
    bool Delete(GuardScope scope);

    /// <summary>Registrations ever.</summary>
    long Devices(GuardScope scope);

    /// <summary>One registration more, for each of them.</summary>
    void Count(params ReadOnlySpan<GuardScope> scopes);

    void SetRate(GuardScope scope, DateTimeOffset from, int count);
}
