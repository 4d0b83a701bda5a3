using System.Text.Json;

namespace Hatchery.EndToEnd.Harness;

/// <summary>The real <c>aws</c> command pointed at a server, as its user would: by environment alone, or, when it is older than AWS_ENDPOINT_URL, with --endpoint-url.</summary>
sealed class AwsCli(string program, IReadOnlyDictionary<string, string?> environment, bool knowsEndpointUrl)
{
    /// <summary>Every aws on this machine: the first on PATH and Debian's.</summary>
    public static IEnumerable<string> Installed =>
        new[] { Command.Find("aws"), "/usr/bin/aws" }.OfType<string>().Where(File.Exists).Distinct();

    public static async Task<AwsCli> ForAsync(HatcheryServer server, string? program = null)
    {
        program ??= Installed.FirstOrDefault();
        Assert.SkipWhen(program is null, "aws is not installed");
        var version = await Command.RunAsync(program, ["--version"]);
        var number = (version.Output + version.Error).Split(['/', ' '])[1].Split('.').Select(int.Parse).ToArray();
        // AWS_ENDPOINT_URL came with 1.29.0 and 2.13.0.
        var knows = number[0] switch { 1 => number[1] >= 29, _ => number[1] >= 13 };
        return new AwsCli(program, await server.EnvironmentAsync(), knows);
    }

    /// <summary>A copy with another secret, or any other variable.</summary>
    public AwsCli With(string variable, string value) =>
        new(program, new Dictionary<string, string?>(environment) { [variable] = value }, knowsEndpointUrl);

    /// <summary>Runs a command that must succeed; its JSON, or an undefined element when it prints nothing.</summary>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var done = await TryAsync(arguments);
        Assert.True(done.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {done.Error}");
        return string.IsNullOrWhiteSpace(done.Output) ? default : JsonDocument.Parse(done.Output).RootElement;
    }

    /// <summary>Runs a command that must fail with a code of AWS's; what aws said.</summary>
    public async Task<string> FailAsync(string code, params string[] arguments)
    {
        var done = await TryAsync(arguments);
        Assert.NotEqual(0, done.ExitCode);
        Assert.Contains($"({code})", done.Error, StringComparison.Ordinal);
        return done.Error;
    }

    public Task<Command> TryAsync(params string[] arguments)
    {
        string[] all = knowsEndpointUrl ? arguments : ["--endpoint-url", environment["AWS_ENDPOINT_URL"]!, .. arguments];
        var variables = new Dictionary<string, string?>(environment)
        {
            ["AWS_PAGER"] = "",
            ["AWS_DEFAULT_OUTPUT"] = "json",
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
        };
        return Command.RunAsync(program, all, variables);
    }
}
