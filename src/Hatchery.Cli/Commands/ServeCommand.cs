using System.CommandLine;
using Hatchery.Cli.Settings;
using Hatchery.Server;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery serve</c>: runs the server until Ctrl-C or SIGTERM.</summary>
static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("serve", "Run the server. Each option may also be set as HATCHERY_..., e.g. HATCHERY_MQTT_PORT.") { JsonOption.Instance };
        foreach (var option in ServerSettings.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var reader = new SettingReader(parsed, terminal);
            return RunAsync(ServerSettings.Read(reader), DataFolder.Read(reader), parsed.GetValue(JsonOption.Instance), terminal);
        });
        return command;
    }

    static async Task<int> RunAsync(HatcheryOptions options, DataFolder folder, bool json, Terminal terminal)
    {
        using var stop = new StopSignal();
        HatcheryHost host;
        try
        {
            host = await HatcheryHost.StartAsync(options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return CommandLine.Done;
        }

        await using (host)
        {
            if (json)
            {
                terminal.Out.WriteLine(host.Info.ToJson());
            }
            else
            {
                Introduce(host.Info, options, folder, terminal);
            }

            await stop.WaitAsync();
            await RunningHost.StopAsync(host);
        }

        return CommandLine.Done;
    }

    static void Introduce(ServerInfo info, HatcheryOptions options, DataFolder folder, Terminal terminal)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ready = now - ProgramStart.At(now, terminal);
        terminal.Out.WriteLine($"""
            {terminal.Bold($"Hatchery {info.Version}")} is ready after {ready.TotalSeconds:0.00} s.

              Devices      {info.MqttHost}:{info.MqttPort}, MQTT over mutual TLS, on {options.Listen}
                           {info.MqttHost}:{info.HttpsPort}, the port that is 443 at AWS (ALPN x-amzn-mqtt-ca)
              API          {info.ApiUrl}, region {info.Region}, account {info.Account}
              Root CA      {info.RootCaFile}
              Credentials  {info.CredentialsFile}

              Point aws here with   eval "$({terminal.Invocation} env{folder.Argument})"
              {string.Join("\n  ", FirmwareHints.Of(info, options, folder, terminal))}
              Ctrl-C stops the server.
            """);
        terminal.Out.Flush();
    }
}
