namespace Hatchery.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("srve", "unknown command 'srve', did you mean 'serve'?")]
    [InlineData("frobnicate", "unknown command 'frobnicate' ('hatchery --help'")]
    [InlineData("", "a command is missing")]
    [InlineData("serve --mqtt-prt 1", "unknown option '--mqtt-prt', did you mean '--mqtt-port'? ('hatchery serve --help'")]
    [InlineData("serve extra", "unknown argument 'extra'")]
    [InlineData("serve --mqtt-port", "--mqtt-port needs a value")]
    [InlineData("serve --mqtt-port=1 --mqtt-port=2", "--mqtt-port takes one value, not 2")]
    [InlineData("serve --once", "unknown option '--once'")]
    [InlineData("env --region x", "unknown option '--region'")]
    [InlineData("serve --database postgres://x", "--database is not built yet")]
    [InlineData("serve --hook-endpoint=localhost:9001", "--hook-endpoint must be a URL like http://localhost:9001, not 'localhost:9001'")]
    [InlineData("quickstart --aws-rates", "--aws-rates is not built yet")]
    [InlineData("serve --region us", "--region must be a region like us-east-1, not 'us'")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(string args, string says)
    {
        var terminal = new TestTerminal();

        var code = await terminal.RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.Contains(says, terminal.Error);
        Assert.Single(terminal.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("hatchery: ", terminal.Error);
        Assert.Empty(terminal.Out);
    }

    [Fact]
    public async Task A_variable_of_an_option_that_is_not_built_is_refused_too()
    {
        var terminal = new TestTerminal(("HATCHERY_DATABASE", "postgres://x"));

        Assert.Equal(2, await terminal.RunAsync("serve"));
        Assert.Contains("HATCHERY_DATABASE is set, but --database is not built yet", terminal.Error);
    }

    [Theory]
    [InlineData("--help", "quickstart")]
    [InlineData("serve --help", "--mqtt-port <PORT>")]
    [InlineData("quickstart --help", "--once")]
    public async Task Help_goes_to_stdout_with_exit_code_0(string args, string lists)
    {
        var terminal = new TestTerminal();

        Assert.Equal(0, await terminal.RunAsync(args.Split(' ')));
        Assert.Contains(lists, terminal.Out);
    }

    [Fact]
    public async Task Every_command_takes_json()
    {
        foreach (var verb in new[] { "serve", "quickstart", "env" })
        {
            var terminal = new TestTerminal();
            await terminal.RunAsync(verb, "--help");
            Assert.Contains("--json", terminal.Out);
        }
    }
}
