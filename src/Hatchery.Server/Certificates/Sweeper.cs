using Hatchery.Core.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Certificates;

/// <summary>
/// Removes what was never claimed: certificates made on a provisioning topic whose token expired before any use, then the
/// expired tokens; the temporary certificates of trusted users when their minutes are over; the memberships of deleted thing groups; and what
/// deleted guards left. In small batches, so that no provisioning waits behind a long transaction.
/// </summary>
public sealed partial class Sweeper(IRegistry registry, TimeSpan interval, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    const int BatchMax = 200;

    /// <summary>Removes all that is due now; how many certificates and tokens went.</summary>
    public async Task<(int Certificates, int Tokens)> SweepAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();

        // INVARIANT: certificates first. A token's end is what marks its certificate as unclaimed.
        var certificates = await InBatchesAsync(tx => tx.Certificates.DeleteUnclaimed(now, BatchMax).Count, ct);
        var tokens = await InBatchesAsync(tx => tx.OwnershipTokens.DeleteExpired(now, BatchMax), ct);
        var claims = await InBatchesAsync(tx => tx.ProvisioningClaims.DeleteExpired(now, BatchMax).Count, ct);
        await InBatchesAsync(tx => tx.AllowLists.DeleteAbandoned(BatchMax), ct);
        await InBatchesAsync(tx => tx.HeldRequests.DeleteOlder(now - Core.Limits.HeldRequestLifetime, BatchMax), ct);
        if (claims > 0)
        {
            Log.SweptClaims(logger, claims);
        }

        var memberships = await InBatchesAsync(tx => tx.ThingGroups.RemoveDeletedMemberships(BatchMax), ct);
        if (memberships > 0)
        {
            Log.SweptMemberships(logger, memberships);
        }

        if (certificates + tokens > 0)
        {
            Log.Swept(logger, certificates, tokens);
        }

        return (certificates, tokens);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e, interval);
            }
        }
    }

    async Task<int> InBatchesAsync(Func<IRegistryTransaction, int> delete, CancellationToken ct)
    {
        for (var total = 0; ;)
        {
            var deleted = await registry.TransactAsync(delete, ct);
            total += deleted;
            if (deleted < BatchMax)
            {
                return total;
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Removed {Certificates} certificates that were never claimed and {Tokens} expired ownership tokens")]
        public static partial void Swept(ILogger logger, int certificates, int tokens);

        [LoggerMessage(3, LogLevel.Information, "Removed {Claims} expired provisioning claims")]
        public static partial void SweptClaims(ILogger logger, int claims);

        [LoggerMessage(4, LogLevel.Information, "Removed {Memberships} memberships of deleted thing groups")]
        public static partial void SweptMemberships(ILogger logger, int memberships);

        [LoggerMessage(2, LogLevel.Error, "The sweep failed; the next is in {Interval}")]
        public static partial void Failed(ILogger logger, Exception e, TimeSpan interval);
    }
}
