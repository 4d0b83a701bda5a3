using Hatchery.Bench;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

if (args is ["provisioning", .. var rest] && BenchOptions.Parse(rest) is { } options)
{
    await ProvisioningBench.RunAsync(options, stop.Token);
    return 0;
}

if (args is ["attempts", .. var more] && BenchOptions.Parse(more) is { } few)
{
    await AttemptsBench.RunAsync(few, stop.Token);
    return 0;
}

if (args is ["bulk", .. var bulk] && BenchOptions.Parse(bulk) is { } bulkOptions)
{
    await BulkBench.RunAsync(bulkOptions, stop.Token);
    return 0;
}

if (args is ["backup", .. var backup] && BenchOptions.Parse(backup) is { } backupOptions)
{
    await BackupBench.RunAsync(backupOptions, stop.Token);
    return 0;
}

if (args is ["api", .. var api] && BenchOptions.Parse(api) is { } apiOptions)
{
    await ApiBench.RunAsync(apiOptions, stop.Token);
    return 0;
}

Console.Error.WriteLine("usage: bench/run provisioning|attempts|api|backup [--seconds N] [--connections N] [--things N] | bulk [--lines N]");
return 2;
