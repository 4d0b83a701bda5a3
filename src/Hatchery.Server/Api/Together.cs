using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>Reads parts of a request that each have checks of their own, so that all that is wrong with them is told in one message.</summary>
static class Together
{
    /// <exception cref="AwsError">Every failed check of AWS's model; without one, the first other refusal.</exception>
    public static (T1, T2) Read<T1, T2>(Func<T1> first, Func<T2> second)
    {
        var refusals = new Refusals();
        var parts = (refusals.Of(first), refusals.Of(second));
        refusals.ThrowIfAny();
        return parts;
    }

    /// <inheritdoc cref="Read{T1, T2}"/>
    public static (T1, T2, T3) Read<T1, T2, T3>(Func<T1> first, Func<T2> second, Func<T3> third)
    {
        var refusals = new Refusals();
        var parts = (refusals.Of(first), refusals.Of(second), refusals.Of(third));
        refusals.ThrowIfAny();
        return parts;
    }

    sealed class Refusals
    {
        readonly List<AwsError> all = [];

        /// <summary>What is read, or nothing of use: then <see cref="ThrowIfAny"/> throws.</summary>
        public T Of<T>(Func<T> read)
        {
            try
            {
                return read();
            }
            catch (AwsError refusal)
            {
                all.Add(refusal);
                return default!;
            }
        }

        public void ThrowIfAny()
        {
            if (all.Count > 0)
            {
                var failed = all.SelectMany(refusal => refusal.FailedChecks).ToList();
                throw failed.Count > 0 ? AwsError.InvalidRequest(failed) : all[0];
            }
        }
    }
}
