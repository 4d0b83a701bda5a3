using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>Writes that are taken back: what they came to is known, nothing of them stays.</summary>
static class Rehearsal
{
    public static async Task<T> RehearseAsync<T>(this IRegistry registry, Func<IRegistryTransaction, T> body, CancellationToken ct)
    {
        try
        {
            return await registry.TransactAsync<T>(tx => throw new Done<T>(body(tx)), ct);
        }
        catch (Done<T> done)
        {
            return done.Result;
        }
    }

    // The port's way to take a transaction back is an exception of its body.
    sealed class Done<T>(T result) : Exception
    {
        public T Result => result;
    }
}
