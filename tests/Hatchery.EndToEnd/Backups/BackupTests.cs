using System.Collections.Concurrent;
using System.Diagnostics;
using Hatchery.Cli.Tests;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Backups;

/// <summary>A fleet survives the loss of its server: backed up while devices provision, restored elsewhere, served on.</summary>
public sealed class BackupTests : IDisposable
{
    const string Passphrase = "a long passphrase";

    readonly string folder = Directory.CreateTempSubdirectory("hatchery-backup-").FullName;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_restored_server_knows_its_devices_and_provisions_new_ones()
    {
        // 1. A fleet with one device, and a second access key.
        var file = Path.Combine(folder, "fleet.zip");
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        ProvisionedDevice old;
        List<ProvisionedDevice> before;
        FleetProvisioningOptions options;
        string oldRoot;
        string keyId, secret;
        await using (var server = await HatcheryServer.StartAsync())
        {
            var seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));
            options = Devices.Options(seed, "old");
            old = await Devices.ProvisionAsync(options);
            oldRoot = options.Endpoint.RootCaPem!;
            await seed.Aws.RunAsync("iam", "create-user", "--user-name", "ops");
            var key = (await seed.Aws.RunAsync("iam", "create-access-key", "--user-name", "ops")).GetProperty("AccessKey");
            (keyId, secret) = (key.GetProperty("AccessKeyId").GetString()!, key.GetProperty("SecretAccessKey").GetString()!);
            await seed.Aws.RunAsync("iam", "attach-user-policy", "--user-name", "ops", "--policy-arn", "arn:aws:iam::aws:policy/AdministratorAccess");

            // 2. A backup by the running server, found by the variables of 'hatchery env', in the midst of a burst.
            using var enough = new CancellationTokenSource();
            var burst = new Burst(seed, enough.Token);
            await Eventually.TrueAsync(() => burst.Done.Count > 3, TimeSpan.FromSeconds(30));
            before = [.. burst.Done];
            var terminal = new TestTerminal([.. (await server.EnvironmentAsync()).Select(v => (v.Key, v.Value!)), ("HATCHERY_BACKUP_PASSPHRASE", Passphrase)]);
            Assert.True(await terminal.RunAsync("backup", file) == 0, terminal.Error);
            Assert.Contains("sealed by the passphrase", terminal.Out);
            await enough.CancelAsync();
            await burst.EndAsync();

            // 3. The server is gone for good.
            await server.KillAsync();
        }

        // 4. Restored into a folder that isn't there, and served.
        var data = Path.Combine(folder, "data");
        var passphraseFile = Path.Combine(folder, "passphrase");
        await File.WriteAllTextAsync(passphraseFile, Passphrase + "\n", Ct);
        var restore = new TestTerminal();
        Assert.True(await restore.RunAsync("restore", file, "--data", data, "--passphrase-file", passphraseFile) == 0, restore.Error);
        Assert.Contains("--region us-east-1 --account 000000000000 --hostname localhost", restore.Out);
        await using var restored = await HatcheryServer.StartAsync(data);
        var aws = await AwsCli.ForAsync(restored);

        // 5. The old devices come back with what they hold: their certificate, and the root CA that they were given then.
        var endpoint = options.Endpoint with { Port = restored.Info.MqttPort };
        Assert.Equal(oldRoot, await File.ReadAllTextAsync(restored.Info.RootCaFile, Ct));
        foreach (var device in before.Append(old))
        {
            await using var connection = await DeviceConnection.ConnectAsync(endpoint, device.Credentials, device.ThingName!, Ct);
        }

        // 6. A new device provisions itself by the old claim.
        var fresh = await Devices.ProvisionAsync(options with { Endpoint = endpoint, ClientId = "claim-new", Parameters = new Dictionary<string, string> { ["SerialNumber"] = "new" } });
        await using (await DeviceConnection.ConnectAsync(endpoint, fresh.Credentials, fresh.ThingName!, Ct))
        {
        }

        // 7. aws works with both keys, and finds what was set up.
        Assert.Equal(old.ThingName, (await aws.RunAsync("iot", "describe-thing", "--thing-name", old.ThingName!)).GetProperty("thingName").GetString());
        await aws.RunAsync("iot", "get-policy", "--policy-name", Seed.FleetPolicy);
        var ops = aws.With("AWS_ACCESS_KEY_ID", keyId).With("AWS_SECRET_ACCESS_KEY", secret);
        Assert.Contains("user/ops", (await ops.RunAsync("sts", "get-caller-identity")).GetProperty("Arn").GetString());
        await ops.RunAsync("iot", "list-things");
        var audit = new TestTerminal();
        Assert.Equal(0, await audit.RunAsync("audit", "--action", "iam:CreateUser", "--data", data));
        Assert.Contains("iam:CreateUser", audit.Out);
    }

    [Fact]
    public async Task A_folder_whose_server_is_stopped_is_backed_up_by_the_command_itself()
    {
        await using var server = await HatcheryServer.StartAsync();
        await server.StopAsync();
        var file = Path.Combine(folder, "stopped.zip");

        var terminal = new TestTerminal(("HATCHERY_BACKUP_PASSPHRASE", Passphrase));
        Assert.True(await terminal.RunAsync("backup", file, "--data", server.Folder, "--json") == 0, terminal.Error);

        Assert.Contains("\"hasKeys\":true", terminal.Out);
        Assert.Equal([file], Directory.GetFiles(folder));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task A_server_that_dies_meanwhile_leaves_no_part_of_a_file_and_its_next_start_no_copies()
    {
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(Path.Combine(data, "buckets", "big"));
        await using (var large = File.Create(Path.Combine(data, "buckets", "big", "noise")))
        {
            var noise = new byte[1024 * 1024];
            for (var i = 0; i < 400; i++)
            {
                Random.Shared.NextBytes(noise);
                await large.WriteAsync(noise, Ct);
            }
        }

        await using (var server = await HatcheryServer.StartAsync(data))
        {
            var terminal = new TestTerminal(("HATCHERY_BACKUP_PASSPHRASE", Passphrase));
            var file = Path.Combine(folder, "cut.zip");
            var backup = terminal.RunAsync("backup", file, "--data", data);
            await Eventually.TrueAsync(() => Directory.GetFiles(folder, "cut.zip.*.tmp") is [var part] && new FileInfo(part).Length > 0, TimeSpan.FromSeconds(20));
            await server.KillAsync();

            Assert.Equal(1, await backup);
            Assert.Contains("broke off its answer", terminal.Error);
            Assert.Empty(Directory.GetFiles(folder));
        }

        await using var next = await HatcheryServer.StartAsync(data);
        Assert.False(Directory.Exists(Path.Combine(data, "backup")));
    }

    [Fact]
    public async Task A_command_that_is_killed_leaves_the_backup_of_yesterday()
    {
        await using var server = await HatcheryServer.StartAsync();
        Directory.CreateDirectory(Path.Combine(server.Folder, "buckets", "big"));
        await using (var large = File.Create(Path.Combine(server.Folder, "buckets", "big", "zeros")))
        {
            large.SetLength(2L * 1024 * 1024 * 1024);
        }

        var file = Path.Combine(folder, "nightly.zip");
        await File.WriteAllTextAsync(file, "of yesterday", Ct);
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [HatcheryServer.CommandLine, "backup", file, "--data", server.Folder, "--without-keys"]) { RedirectStandardError = true, UseShellExecute = false })!)
        {
            await Eventually.TrueAsync(() => Directory.GetFiles(folder, "nightly.zip.*.tmp") is [var part] && new FileInfo(part).Length > 0, TimeSpan.FromSeconds(20));
            process.Kill();
            await process.WaitForExitAsync(Ct);
        }

        Assert.Equal("of yesterday", await File.ReadAllTextAsync(file, Ct));

        // The server gives the copies up, and is ready for the next one.
        await Eventually.TrueAsync(() => !Directory.Exists(Path.Combine(server.Folder, "backup")), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":["iot:*","hatchery:List*"],"Resource":"*"}""", "hatchery:CreateBackup")]
    [InlineData("""{"Effect":"Allow","Action":"hatchery:*","Resource":"*"}""", "iam:CreateUser")]
    public async Task A_key_that_may_not_make_keys_gets_none_in_a_backup(string statement, string lacking)
    {
        await using var server = await HatcheryServer.StartAsync();
        var policy = Path.Combine(folder, "policy.json");
        await File.WriteAllTextAsync(policy, $$"""{"Version":"2012-10-17","Statement":{{statement}}}""", Ct);
        var made = new TestTerminal();
        Assert.True(await made.RunAsync("keys", "create", "--policy", policy, "--name", "ops", "--data", server.Folder) == 0, made.Error);
        var lines = made.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = ")[1].Trim()).ToArray();

        var terminal = new TestTerminal(
            ("AWS_ENDPOINT_URL", server.Info.ApiUrl), ("AWS_ACCESS_KEY_ID", lines[0]), ("AWS_SECRET_ACCESS_KEY", lines[1]), ("HATCHERY_BACKUP_PASSPHRASE", Passphrase));
        Assert.Equal(1, await terminal.RunAsync("backup", Path.Combine(folder, "no.zip")));

        Assert.Contains("AccessDenied", terminal.Error);
        Assert.Contains(lacking, terminal.Error);
        Assert.Equal([policy], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("", "a passphrase is needed")]
    [InlineData("short", "must have at least 8 characters")]
    public async Task Keys_are_neither_left_out_nor_badly_sealed_by_mistake(string passphrase, string said)
    {
        await using var server = await HatcheryServer.StartAsync();
        var terminal = new TestTerminal(("HATCHERY_BACKUP_PASSPHRASE", passphrase));

        Assert.Equal(2, await terminal.RunAsync("backup", Path.Combine(folder, "no.zip"), "--data", server.Folder));

        Assert.Contains(said, terminal.Error);
        Assert.Empty(Directory.GetFiles(folder));
    }

    /// <summary>Devices that come one after the other, on four lanes.</summary>
    sealed class Burst
    {
        readonly Task lanes;
        int number;

        public Burst(Seed seed, CancellationToken enough) => lanes = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(seed, enough)));

        public ConcurrentQueue<ProvisionedDevice> Done { get; } = new();

        public Task EndAsync() => lanes;

        async Task RunAsync(Seed seed, CancellationToken enough)
        {
            while (!enough.IsCancellationRequested)
            {
                Done.Enqueue(await Devices.ProvisionAsync(Devices.Options(seed, $"burst-{Interlocked.Increment(ref number)}")));
            }
        }
    }
}
