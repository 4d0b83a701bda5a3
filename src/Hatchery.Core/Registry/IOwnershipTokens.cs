using Hatchery.Core.Provisioning;

namespace Hatchery.Core.Registry;

public interface IOwnershipTokens
{
    void Insert(OwnershipToken token);

    OwnershipToken? Find(string hash);

    /// <summary>Marks it used by a request, with the reply that the identical request will get again.</summary>
    void SetUsed(string hash, string requestHash, string reply);

    /// <summary>Removes up to <paramref name="max"/> tokens that expired before <paramref name="now"/>, used or not; how many.</summary>
    int DeleteExpired(DateTimeOffset now, int max);
}
