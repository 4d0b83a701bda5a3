using System.Net;
using System.Reflection;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Devices;
using Hatchery.Server.Api.Provisioning;
using Hatchery.Server.Audit;
using Hatchery.Server.Backups;
using Hatchery.Server.Broker;
using Hatchery.Server.Certificates;
using Hatchery.Server.Diagnosis;
using Hatchery.Server.Events;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Provisioning.Bulk;
using Hatchery.Server.Provisioning.Hooks;
using Hatchery.Server.Signals;
using Hatchery.Server.Storage;
using Hatchery.Server.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server;

/// <summary>The running server. <see cref="WireAsync"/> is the whole wiring, in the order that data flows.</summary>
public sealed class HatcheryHost : IAsyncDisposable
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    readonly WebApplication _app;
    readonly DeviceGateway _gateway;
    readonly Stack<IAsyncDisposable> _parts;
    readonly string _infoFile;

    HatcheryHost(WebApplication app, DeviceGateway gateway, Stack<IAsyncDisposable> parts, string infoFile, ServerInfo info)
    {
        _app = app;
        _gateway = gateway;
        _parts = parts;
        _infoFile = infoFile;
        Info = info;
    }

    public static string Version { get; } = typeof(HatcheryHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public ServerInfo Info { get; }

    /// <summary>Starts everything; completes when all listeners answer.</summary>
    /// <exception cref="StartupException">It can't start: a port in use, a folder that isn't writable, a newer database, bad certificate files.</exception>
    public static async Task<HatcheryHost> StartAsync(HatcheryOptions options, CancellationToken ct)
    {
        var parts = new Stack<IAsyncDisposable>();
        try
        {
            return await WireAsync(options, parts, ct);
        }
        catch (Exception e)
        {
            await DisposeAsync(parts);
            throw StartupFailure.Explain(e) ?? e;
        }
    }

    static async Task<HatcheryHost> WireAsync(HatcheryOptions options, Stack<IAsyncDisposable> parts, CancellationToken ct)
    {
        var time = TimeProvider.System;
        var account = new AwsAccount(options.Region, options.AccountId);
        var telemetry = Keep(parts, Telemetry.Start(options, Version));
        var loggers = Keep(parts, ServerLog.ToStandardError(options));

        // What is kept: the folder, the registry in it, the CAs, the access key.
        var folder = Keep(parts, DataFolder.Open(options.DataFolder));
        var registry = SqlRegistry.Open(folder.Database, loggers.CreateLogger<SqlRegistry>());
        parts.Push(registry);
        var authorities = Keep(parts, CertificateAuthorities.LoadOrCreate(options, time));
        var serverCertificate = ServerCertificate.LoadOrCreate(options, authorities.Root, time, loggers.CreateLogger<ServerCertificate>());
        var attempts = options.AttemptsMax == 0 ? null : AttemptRecorder.Open(folder.Attempts, options, time, loggers.CreateLogger<AttemptRecorder>());
        if (attempts is not null)
        {
            parts.Push(attempts);
        }

        var callers = new CallerDirectory(registry, AccessKeys.LoadOrCreate(folder.Credentials), MasterKey.LoadOrCreate(folder.MasterKey), account, time);
        registry.Committed += callers.Changed;
        var audit = options.AuditMax == 0 ? null : AuditTrail.Open(folder.Audit, options, time, loggers.CreateLogger<AuditTrail>());
        if (audit is not null)
        {
            parts.Push(audit);
        }

        // A device: TLS, admission of its certificate, MQTT, and the provisioning topics behind it.
        var keyPool = Keep(parts, new KeyPool(options.KeyPoolSize));
        var issuer = new CertificateIssuer(authorities.Issuing, keyPool, time);
        var hooks = Keep(parts, HookCaller.Create(options, time, loggers.CreateLogger<HookCaller>()));
        var provisioning = new ReservedTopics(registry, account, issuer, hooks.AskAsync, time, loggers);
        var connectivity = await ConnectivityRecorder.OpenAsync(registry, time, loggers.CreateLogger<ConnectivityRecorder>(), ct);
        parts.Push(connectivity);
        var gateway = new DeviceGateway(registry, account, options, provisioning.Find, time, loggers.CreateLogger<DeviceGateway>());
        parts.Push(gateway);
        registry.Committed += gateway.Changed;
        connectivity.Follow(gateway);
        gateway.PresenceChanged += connectivity.Changed;
        gateway.ClientConnected += new OlderCertificatesEnd(registry, time, loggers.CreateLogger<OlderCertificatesEnd>()).Connected;
        var events = new RegistryEvents(account, gateway, time, loggers.CreateLogger<RegistryEvents>());
        parts.Push(events);
        registry.EventsCommitted += events.Committed;
        var justInTime = new JustInTimeAdmission(registry, account, gateway, time, loggers.CreateLogger<JustInTimeAdmission>());
        var admission = new DeviceAdmission(registry, justInTime, time, loggers.CreateLogger<DeviceAdmission>());

        // An operator: AWS's API, and the bulk registrations that it starts.
        var buckets = folder.Buckets;
        buckets.Create();
        var registrations = new ThingRegistration(issuer, account, time);
        var backups = new BackupMaker(folder, BackupOrigin.Of(options), time);
        var api = new ApiServices(registry, account, issuer, options, time)
        {
            Callers = callers,
            Gateway = gateway,
            Retained = gateway.RetainedMessages,
            Attempts = attempts,
            Audit = audit,
            Connectivity = connectivity,
            Backups = backups,
        };

        // A device again, by HTTPS.
        var deviceApi = new DeviceApi(api, loggers.CreateLogger<DeviceApi>());

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers).AddRouting();
        builder.Services.AddHostedService(_ => new Sweeper(registry, options.SweepInterval, time, loggers.CreateLogger<Sweeper>()));
        builder.Services.AddHostedService(_ => new RegistrationTaskRunner(registry, buckets, registrations, time, loggers.CreateLogger<RegistrationTaskRunner>()));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        ListenOptions apiPort = null!, mqttPort = null!, httpsPort = null!;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(options.ApiListen), options.ApiPort, listen =>
            {
                apiPort = listen;
                if (options.ApiTls)
                {
                    listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(ServerTls.Of(serverCertificate)) });
                }
            });
            var devices = IPAddress.Parse(options.Listen);
            (mqttPort, httpsPort) = kestrel.ListenForDevices(
                new IPEndPoint(devices, options.MqttPort),
                new IPEndPoint(devices, options.HttpsPort),
                serverCertificate,
                admission,
                new MqttConnectionHandler(gateway).OnConnectedAsync,
                attempts);
        });

        var app = builder.Build();
        parts.Push(app);
        app.MapWhen(DeviceApi.Serves, devices => devices.Run(deviceApi.HandleAsync));
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", () => "ok");
        app.MapMetrics(options, telemetry.Meters);
        app.MapReportDownloads(api);
        app.MapAwsApi(api);
        await app.StartAsync(ct);
        keyPool.Start();

        var apiUrl = $"{(options.ApiTls ? "https" : "http")}://{Reachable(options, apiPort.IPEndPoint!)}";
        var info = new ServerInfo(
            apiUrl,
            $"{apiUrl}/console/",
            options.Hostnames[0],
            mqttPort.IPEndPoint!.Port,
            httpsPort.IPEndPoint!.Port,
            authorities.RootFile,
            folder.Credentials,
            options.Region,
            options.AccountId,
            Version,
            Environment.ProcessId);
        info.Write(folder.ServerInfo);
        if (options.ReadyFile is { } readyFile)
        {
            info.Write(readyFile);
        }

        return new HatcheryHost(app, gateway, parts, folder.ServerInfo, info);
    }

    /// <summary>Stops cleanly: devices are told, what was asked is answered, files that say "running" go.</summary>
    public async Task StopAsync()
    {
        File.Delete(_infoFile);
        await _gateway.StopAsync();
        await _app.StopAsync();
        await DisposeAsync(_parts);
    }

    public async ValueTask DisposeAsync()
    {
        if (_parts.Count > 0)
        {
            await StopAsync();
        }
    }

    /// <summary>Where a client on this machine finds the API: by name when TLS has to match it, else by address.</summary>
    static string Reachable(HatcheryOptions options, IPEndPoint bound)
    {
        if (options.ApiTls)
        {
            return $"{options.Hostnames[0]}:{bound.Port}";
        }

        var any = bound.Address.Equals(IPAddress.Any) || bound.Address.Equals(IPAddress.IPv6Any);
        return new IPEndPoint(any ? IPAddress.Loopback : bound.Address, bound.Port).ToString();
    }

    static T Keep<T>(Stack<IAsyncDisposable> parts, T part)
        where T : IDisposable
    {
        parts.Push(new Part(part));
        return part;
    }

    static async ValueTask DisposeAsync(Stack<IAsyncDisposable> parts)
    {
        // INVARIANT: the last made goes first; what it stands on is still there.
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    sealed class Part(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
