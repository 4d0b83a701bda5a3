using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Settings;
using Hatchery.Device;
using Hatchery.Server;

namespace Hatchery.Cli.Seed;

/// <summary>One run of <c>quickstart</c>: the server in this process, the set-up through its API, a device through its MQTT port.</summary>
sealed class QuickstartRun(HatcheryOptions options, DataFolder folder, bool once, bool json, Terminal terminal)
{
    readonly StepList steps = new(terminal, json, TimeProvider.System);
    readonly ClaimFolder claim = new(folder.Path);

    public async Task<int> RunAsync()
    {
        if (RunningServer.On(folder.Path) is { } running)
        {
            SayThatItRuns(running);
            return CommandLine.Done;
        }

        using var stop = new StopSignal();
        var log = HeldLog.OfProcess();
        HatcheryHost? host = null;
        try
        {
            steps.Heading("Server");
            await steps.RunAsync("Started", async () =>
            {
                host = await HatcheryHost.StartAsync(options, stop.Token);
                return new StepOutcome(host.Info.ApiUrl);
            });
            var device = await SetUpAndProvisionAsync(host!.Info, stop.Token);
            log?.Release(show: false);
            SayWhatNow(host.Info, device);
            if (!once)
            {
                await stop.WaitAsync();
            }

            return CommandLine.Done;
        }
        catch (StepFailure e) when (e.InnerException is not StartupException)
        {
            steps.Failed(e.Label, e.Message, Cure(e.InnerException!));
            log?.Release(show: true);
            return CommandLine.Failed;
        }
        catch (StepFailure e)
        {
            throw new FailureException(e.Message);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            throw new FailureException("stopped before the device was provisioned");
        }
        finally
        {
            if (host is not null)
            {
                await RunningHost.StopAsync(host);
            }
        }
    }

    async Task<ProvisionedDevice> SetUpAndProvisionAsync(ServerInfo server, CancellationToken ct)
    {
        using var api = new AwsApiClient(ApiTarget.Of(server, LocalAddress.Of(options.ApiListen)), TimeProvider.System);
        var setup = new SeedSetup(api, server, claim);
        steps.Heading("Set-up, as an operator makes it");
        await steps.RunAsync("Claim policy", () => setup.ClaimPolicyAsync(ct));
        await steps.RunAsync("Claim certificate", () => setup.ClaimCertificateAsync(ct));
        await steps.RunAsync("Fleet policy", () => setup.FleetPolicyAsync(ct));
        await steps.RunAsync("Provisioning role", () => setup.RoleAsync(ct));
        await steps.RunAsync("Thing group", () => setup.ThingGroupAsync(ct));
        await steps.RunAsync("Provisioning template", () => setup.TemplateAsync(ct));

        steps.Heading("A device, over TLS and MQTT");
        var simulated = new SimulatedDevice(Endpoint(server), claim.Credentials(), steps);
        var device = await simulated.ProvisionAsync(ct);
        await simulated.ConnectAsItselfAsync(device, ct);
        return device;
    }

    DeviceEndpoint Endpoint(ServerInfo server) => new(LocalAddress.Of(options.Listen).ToString())
    {
        Port = server.MqttPort,
        ServerName = server.MqttHost,
        RootCaPem = File.ReadAllText(claim.RootCaFile) + OwnServerCertificates(),
        Timeout = TimeSpan.FromSeconds(10),
    };

    // A certificate of the operator's own brings its root in the same file, or is its own root.
    string OwnServerCertificates() => options.ServerCertificateFile is { } file ? "\n" + File.ReadAllText(file) : "";

    static string Cure(Exception cause) => cause switch
    {
        AwsApiException => "What stands in this folder may be in the way: look at it with aws, or begin in an empty one with --data.",
        ProvisioningRejectedException => "The template of this folder may have been changed: compare it with that of an empty one (--data), or correct it with aws.",
        DeviceConnectionException => "The server's log says which policy statement decided, or begin in an empty folder with --data.",
        _ => "The server's log may say more; an empty folder (--data) begins anew.",
    };

    void SayThatItRuns(ServerInfo server)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject { ["running"] = JsonNode.Parse(server.ToJson()) }.ToJsonString());
            return;
        }

        terminal.Out.WriteLine($"""
            A server is already running on {folder.Path}: process {server.Pid}, {server.ApiUrl}. Nothing was changed.
            Point aws at it with   eval "$({terminal.Invocation} env{folder.Argument})"
            """);
    }

    void SayWhatNow(ServerInfo server, ProvisionedDevice device)
    {
        if (json)
        {
            terminal.Out.WriteLine(new JsonObject
            {
                ["ready"] = JsonNode.Parse(server.ToJson()),
                ["thingName"] = device.ThingName,
                ["certificateId"] = device.CertificateId,
                ["templateName"] = SeedNames.Template,
                ["claimCertificateFile"] = claim.CertificateFile,
                ["claimPrivateKeyFile"] = claim.PrivateKeyFile,
                ["rootCaFile"] = claim.RootCaFile,
            }.ToJsonString());
            terminal.Out.Flush();
            return;
        }

        terminal.Out.WriteLine($"""

            {terminal.Bold("Point your firmware at")}
              endpoint     {server.MqttHost}, port {server.MqttPort} (MQTT), or {server.HttpsPort} where it dials 443
              root CA      {claim.RootCaFile}
              claim        {claim.CertificateFile}
              claim key    {claim.PrivateKeyFile}
              template     {SeedNames.Template}, parameter {SeedNames.SerialNumber}
            """);
        foreach (var hint in FirmwareHints.Of(server, options, folder, terminal))
        {
            terminal.Out.WriteLine($"  {hint}");
        }

        if (!once)
        {
            terminal.Out.WriteLine($"""

                {terminal.Bold("Point aws at it")}
                  eval "$({terminal.Invocation} env{folder.Argument})"
                  aws iot describe-thing --thing-name {device.ThingName}

                Serving until Ctrl-C.
                """);
        }

        terminal.Out.Flush();
    }
}
