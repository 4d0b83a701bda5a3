using System.CommandLine;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Doctor;
using Hatchery.Cli.Seed;
using Hatchery.Cli.Settings;
using Hatchery.Server;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery doctor</c>: looks at a running server and a claim folder as a device would, and says what to fix.</summary>
static class DoctorCommand
{
    const int AwsHttpsPort = 443;

    static readonly Argument<string> Claim = new("CLAIM-FOLDER")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Claim certificate, its key and root CA (quickstart/ of the server's folder).",
    };

    static readonly Option<string> Endpoint = new("--endpoint") { HelpName = "HOST", Description = "Name or address that devices dial (the server's own)." };

    static readonly Option<string> TemplateName = new("--template") { HelpName = "NAME", Description = "Template that devices use (the one that the claim may use)." };

    static readonly Option<string> ClientId = new("--client-id") { HelpName = "C", Description = "Client id that devices use. Doctor connects under it, which ends a session of that name." };

    static readonly Option<bool> ProvisionToo = new("--provision") { Description = "Provision a device, too; its thing and certificate stay." };

    static readonly Option<string> Parameters = new("--parameters") { HelpName = "JSON", Description = "What that device sends, as JSON or @FILE." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Look at a running server and a claim folder as a device would, and say what to fix.")
        {
            Claim, Endpoint, ServerSettings.MqttPort, ServerSettings.HttpsPort, TemplateName, ClientId, ProvisionToo, Parameters,
            ServerSettings.HookEndpoint, DataFolder.Option, JsonOption.Instance,
        };
        command.SetAction(async (parsed, _) =>
        {
            using var stop = new StopSignal();
            return await RunAsync(parsed, terminal, stop.Token);
        });
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var reader = new SettingReader(parsed, terminal);
        var folder = DataFolder.Read(reader);
        var endpoint = parsed.GetValue(Endpoint);
        if (endpoint is not null && !ValueRules.IsHostname(endpoint))
        {
            throw new UsageException($"--endpoint must be a name or an address, without scheme and port, not '{endpoint}'");
        }

        var target = await TargetAsync(endpoint, folder, terminal, ct);
        var server = RunningServer.On(folder.Path) is { } running && running.ApiUrl == target?.Url ? running : null;
        using var api = target is null ? null : new AwsApiClient(target, TimeProvider.System);
        var of = new Examination(await RequestAsync(parsed, reader, ct), TimeProvider.System)
        {
            Invocation = terminal.Invocation,
            LookedFor = $"{Path.Combine(folder.Path, ServerInfo.FileName)} of a running one, and AWS_ENDPOINT_URL with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            Server = server,
            Api = api,
            ApiUrl = target?.Url,
            Host = endpoint ?? server?.MqttHost,
            HostIsGiven = endpoint is not null,
            MqttPort = reader.Port(ServerSettings.MqttPort, server?.MqttPort ?? new HatcheryOptions().MqttPort),
            HttpsPort = reader.Port(ServerSettings.HttpsPort, server?.HttpsPort ?? (IsAws(endpoint) ? AwsHttpsPort : new HatcheryOptions().HttpsPort)),
            Claim = ClaimFolderOf(parsed, folder) is { } claim ? ClaimBundle.Read(claim) : null,
        };
        var report = new DoctorReport(await LookAsync(of, ct), of, terminal);
        foreach (var line in parsed.GetValue(JsonOption.Instance) ? [ServerCall.JsonLine(report.ToJson())] : report.Lines())
        {
            terminal.Out.WriteLine(line);
        }

        return report.Problems == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>The server to ask; none for an endpoint elsewhere, unless the user said which server it is.</summary>
    static async Task<ApiTarget?> TargetAsync(string? endpoint, DataFolder folder, Terminal terminal, CancellationToken ct)
    {
        var isNamed = folder.IsGiven || ApiTarget.FromEnvironment(terminal) is not null;
        return endpoint is null || isNamed || await LocalAddress.MayBeAsync(endpoint, ct) ? AskCommand.FindTarget(folder, terminal) : null;
    }

    static async Task<IReadOnlyList<CheckResult>> LookAsync(Examination of, CancellationToken ct)
    {
        try
        {
            return await DoctorChecks.RunAsync(of, ct);
        }
        catch (HttpRequestException e)
        {
            throw new FailureException($"the API at {of.ApiUrl} went away: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            throw new FailureException(ct.IsCancellationRequested ? "stopped" : $"the API at {of.ApiUrl} stopped answering");
        }
    }

    static async Task<DoctorRequest> RequestAsync(ParseResult parsed, SettingReader reader, CancellationToken ct) => new(
        parsed.GetValue(TemplateName),
        parsed.GetValue(ClientId),
        reader.Text(ServerSettings.HookEndpoint),
        parsed.GetValue(ProvisionToo),
        await JsonArgument.ReadAsync(parsed.GetValue(Parameters), "--parameters", ct));

    static string? ClaimFolderOf(ParseResult parsed, DataFolder folder)
    {
        if (parsed.GetValue(Claim) is { } given)
        {
            return Path.GetFullPath(given);
        }

        var quickstart = new ClaimFolder(folder.Path).Path;
        return Directory.Exists(quickstart) ? quickstart : null;
    }

    static bool IsAws(string? endpoint) => endpoint is not null && (endpoint.EndsWith(".amazonaws.com", StringComparison.Ordinal) || endpoint.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal));
}
