using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Server.Certificates;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Provisioning.Bulk;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Provisioning.Bulk;

/// <summary>The runner of bulk registrations over a registry, a CA and buckets in a folder of its own; restarted as a server is.</summary>
sealed class BulkServer : IAsyncDisposable
{
    public const string Bucket = "factory";

    /// <summary>A thing and its certificate.</summary>
    public const string Template = """
        {"Parameters": {"ThingName": {"Type": "String"}, "CSR": {"Type": "String"}},
         "Resources": {
          "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "ThingName"}}},
          "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateSigningRequest": {"Ref": "CSR"}, "Status": "ACTIVE"}}}}
        """;

    /// <summary>One key for all devices of a test: the same CSR gives a new certificate each time, and a key costs more than the rest.</summary>
    public static readonly string Csr = NewCsr();

    readonly TempFolder folder = new();
    readonly CertificateAuthorities authorities;
    readonly KeyPool keys = new(1);
    readonly ThingRegistration engine;
    RegistrationTaskRunner? runner;
    int tasks;

    public BulkServer()
    {
        authorities = CertificateAuthorities.LoadOrCreate(new HatcheryOptions { DataFolder = folder.Path }, TimeProvider.System);
        engine = new ThingRegistration(new CertificateIssuer(authorities.Issuing, keys, TimeProvider.System), new AwsAccount("us-east-1", "000000000000"), TimeProvider.System);
        Registry = OpenRegistry();
        Buckets = new Buckets(folder.Path);
        Buckets.Create();
        Directory.CreateDirectory(BucketFolder);
    }

    public IRegistry Registry { get; private set; }

    public Buckets Buckets { get; }

    public string BucketFolder => Path.Combine(folder.Path, "buckets", Bucket);

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string NewCsr()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=device", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
    }

    public static string Line(string thing, string? csr = null) => new JsonObject { ["ThingName"] = thing, ["CSR"] = csr ?? Csr }.ToJsonString();

    public Task RunAsync()
    {
        runner = new RegistrationTaskRunner(Registry, Buckets, engine, TimeProvider.System, NullLogger<RegistrationTaskRunner>.Instance);
        return runner.StartAsync(Ct);
    }

    /// <summary>Stops the runner between two batches, as a clean stop of the server does.</summary>
    public async Task StopAsync()
    {
        await runner!.StopAsync(Ct);
        runner.Dispose();
        runner = null;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await Registry.DisposeAsync();
        Registry = OpenRegistry();
        await RunAsync();
    }

    public void Write(string key, IEnumerable<string> lines) => File.WriteAllLines(Path.Combine(BucketFolder, key), lines);

    public async Task<RegistrationTaskId> StartAsync(string key, string bucket = Bucket, string template = Template)
    {
        var now = TimeProvider.System.GetUtcNow();
        var task = new RegistrationTask
        {
            Id = new RegistrationTaskId($"task-{++tasks}"),
            TemplateBody = template,
            InputFileBucket = bucket,
            InputFileKey = key,
            RoleArn = "arn:aws:iam::000000000000:role/bulk",
            CreatedAt = now,
            ModifiedAt = now,
        };
        await Registry.TransactAsync(
            tx =>
            {
                tx.RegistrationTasks.Insert(task);
                return true;
            },
            Ct);
        return task.Id;
    }

    public Task StopTaskAsync(RegistrationTaskId id) => Registry.TransactAsync(
        tx =>
        {
            var isNext = tx.RegistrationTasks.First(RegistrationTaskStatus.InProgress)?.Id == id;
            tx.RegistrationTasks.Update(tx.RegistrationTasks.Find(id)!.Stop(isNext, TimeProvider.System.GetUtcNow()));
            return true;
        },
        Ct);

    public async Task<RegistrationTask> FindAsync(RegistrationTaskId id) => (await Registry.ReadAsync(tx => tx.RegistrationTasks.Find(id), Ct))!;

    public async Task<RegistrationTask> EndOfAsync(RegistrationTaskId id)
    {
        while (true)
        {
            if (await FindAsync(id) is { IsOver: true } task)
            {
                return task;
            }

            await Task.Delay(10, Ct);
        }
    }

    public async Task ProgressOfAsync(RegistrationTaskId id, int successes)
    {
        while ((await FindAsync(id)).Progress.Successes < successes)
        {
            await Task.Delay(1, Ct);
        }
    }

    /// <summary>The lines of a report as they lie in the file.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReportAsync(RegistrationTaskId id, ReportType type) =>
        [.. File.ReadLines(Buckets.ReportFile(await FindAsync(id), type)).Select(line => JsonDocument.Parse(line).RootElement)];

    public async Task<IReadOnlyList<string>> ThingsAsync()
    {
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await Registry.ReadAsync(tx => tx.Things.List(new ThingFilter(), new PageRequest(250, after)), Ct);
            names.AddRange(page.Items.Select(thing => thing.Name.Value));
            after = page.Next;
        }
        while (after is not null);
        return names;
    }

    public async ValueTask DisposeAsync()
    {
        if (runner is not null)
        {
            await StopAsync();
        }

        await Registry.DisposeAsync();
        keys.Dispose();
        authorities.Dispose();
        folder.Dispose();
    }

    SqlRegistry OpenRegistry() => SqlRegistry.Open(new SqliteDialect(Path.Combine(folder.Path, "hatchery.db")));
}
