using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.Cli.Seed;

namespace Hatchery.Bench;

/// <summary>Devices that provision themselves, each from the claim's handshake to its CONNECT as itself.</summary>
sealed class Fleet(BenchServer server, bool csr)
{
    static int serial;

    readonly IPEndPoint endpoint = new(IPAddress.Loopback, server.Info.MqttPort);
    readonly SslStreamCertificateContext claim = SslStreamCertificateContext.Create(
        X509Certificate2.CreateFromPemFile(Path.Combine(server.Folder, "quickstart", "claim.cert.pem"), Path.Combine(server.Folder, "quickstart", "claim.private.key")),
        null,
        offline: true);

    public Latencies Create { get; } = new();

    public Latencies Register { get; } = new();

    public Latencies Whole { get; } = new();

    /// <summary>Runs lanes side by side until the time or the number is reached; what they did.</summary>
    public async Task<FleetResult> RunAsync(int lanes, TimeSpan time, int most, CancellationToken ct)
    {
        var left = most;
        var done = 0;
        var failed = 0;
        var cpu = server.CpuTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(
            async () =>
            {
                while (watch.Elapsed < time && Interlocked.Decrement(ref left) >= 0)
                {
                    try
                    {
                        await ProvisionAsync(ct);
                        Interlocked.Increment(ref done);
                    }
                    catch (Exception e) when (e is IOException or InvalidOperationException)
                    {
                        if (Interlocked.Increment(ref failed) == 1)
                        {
                            await Console.Error.WriteLineAsync($"a device failed: {e.Message}");
                        }
                    }
                }
            },
            ct)));
        return new FleetResult(done, failed, watch.Elapsed, server.CpuTime - cpu);
    }

    async Task ProvisionAsync(CancellationToken ct)
    {
        var name = $"bench-{Environment.ProcessId}-{Interlocked.Increment(ref serial)}";
        var whole = Stopwatch.StartNew();
        using var key = csr ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        JsonNode created;
        await using (var connection = await RawMqtt.ConnectAsync(endpoint, claim, name, ct))
        {
            var watch = Stopwatch.StartNew();
            created = key is null
                ? Parse(await connection.AskAsync("$aws/certificates/create/json", [], ct))
                : Parse(await connection.AskAsync("$aws/certificates/create-from-csr/json", Json(new JsonObject
                {
                    ["certificateSigningRequest"] = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256).CreateSigningRequestPem(),
                }), ct));
            Create.Add(watch.Elapsed);
            watch.Restart();
            await connection.AskAsync($"$aws/provisioning-templates/{SeedNames.Template}/provision/json", Json(new JsonObject
            {
                ["certificateOwnershipToken"] = created["certificateOwnershipToken"]!.GetValue<string>(),
                ["parameters"] = new JsonObject { ["SerialNumber"] = name },
            }), ct);
            Register.Add(watch.Elapsed);
        }

        var pem = created["certificatePem"]!.GetValue<string>();
        using var certificate = key is null
            ? X509Certificate2.CreateFromPem(pem, created["privateKey"]!.GetValue<string>())
            : X509Certificate2.CreateFromPem(pem).CopyWithPrivateKey(key);
        await using var asItself = await RawMqtt.ConnectAsync(endpoint, SslStreamCertificateContext.Create(certificate, null, offline: true), name, ct);
        Whole.Add(whole.Elapsed);
    }

    static JsonNode Parse(byte[] json) => JsonNode.Parse(json)!;

    static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
