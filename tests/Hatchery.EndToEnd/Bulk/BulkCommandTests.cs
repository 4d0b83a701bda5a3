using System.Diagnostics;
using System.Text.Json;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Bulk;

/// <summary><c>hatchery bulk register</c> against a running server.</summary>
public sealed class BulkCommandTests(SeedFixture fixture) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-bulk-").FullName;

    string Input => Path.Combine(folder, "devices.jsonl");

    string Template => Path.Combine(folder, "template.json");

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Devices_are_registered_and_a_repetition_registers_only_what_failed()
    {
        await WriteAsync([BulkInput.Line("cmd-1"), BulkInput.Line("bad name!"), BulkInput.Line("cmd-3"), "[]"]);

        var first = new TestTerminal();
        Assert.Equal(1, await RunAsync(first));
        Assert.StartsWith("2 registered, 2 failed\n", first.Out, StringComparison.Ordinal);
        Assert.Equal([1, 3], BulkInput.Numbers(BulkInput.Read(Input + ".results.jsonl")));
        var errors = BulkInput.Read(Input + ".errors.jsonl");
        Assert.Equal([2, 4], BulkInput.Numbers(errors));
        Assert.Contains("bad name!", errors[0].GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Contains("JSON object", errors[1].GetProperty("errorMessage").GetString(), StringComparison.Ordinal);

        // A run that is killed may leave half a line.
        await File.AppendAllTextAsync(Input + ".results.jsonl", """{"lineNumber":4,"off""", Ct);
        await WriteAsync([BulkInput.Line("cmd-0"), BulkInput.Line("cmd-1"), BulkInput.Line("cmd-2"), BulkInput.Line("cmd-3")]);
        var second = new TestTerminal();
        Assert.Equal(0, await RunAsync(second));
        Assert.StartsWith("2 registered, 0 failed\n2 were registered by an earlier run", second.Out, StringComparison.Ordinal);

        var results = BulkInput.Read(Input + ".results.jsonl");
        Assert.Equal(["cmd-0", "cmd-1", "cmd-2", "cmd-3"],
            results.Select(result => result.GetProperty("response").GetProperty("ResourceArns").GetProperty("thing").GetString()!.Split('/')[1]).Order());
        Assert.All(results, result => Assert.StartsWith("-----BEGIN CERTIFICATE-----", result.GetProperty("response").GetProperty("CertificatePem").GetString(), StringComparison.Ordinal));
        Assert.Empty(BulkInput.Read(Input + ".errors.jsonl"));
        Assert.Equal([1, 1, 1, 1], await BulkInput.CertificatesPerThingAsync(fixture.Server.Folder, "cmd"));
    }

    [Fact]
    public async Task A_run_that_is_interrupted_can_be_repeated_without_registering_twice()
    {
        const int Lines = 3_000;
        await WriteAsync(BulkInput.Lines("interrupted", Lines));
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [HatcheryServer.CommandLine, .. Arguments()]) { RedirectStandardError = true, UseShellExecute = false })!)
        {
            await Eventually.TrueAsync(() => File.Exists(Input + ".results.jsonl") && File.ReadLines(Input + ".results.jsonl").Count() >= 10, TimeSpan.FromSeconds(10));
            // Not SIGINT: where the tests run in a shell's background it is ignored, here too.
            await Command.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            var said = await process.StandardError.ReadToEndAsync(Ct);
            await process.WaitForExitAsync(Ct);
            Assert.Equal(1, process.ExitCode);
            Assert.Contains("hatchery: stopped after ", said, StringComparison.Ordinal);
        }

        var before = BulkInput.Read(Input + ".results.jsonl").Count;
        Assert.InRange(before, 10, Lines - 1);
        var terminal = new TestTerminal();
        Assert.Equal(0, await RunAsync(terminal, "--json"));
        using var value = JsonDocument.Parse(terminal.Out);
        Assert.Equal((Lines - before, 0, before), (value.RootElement.GetProperty("registered").GetInt32(),
            value.RootElement.GetProperty("failed").GetInt32(), value.RootElement.GetProperty("registeredBefore").GetInt32()));
        Assert.Equal(Input + ".results.jsonl", value.RootElement.GetProperty("results").GetString());
        Assert.Equal(Enumerable.Range(1, Lines), BulkInput.Numbers(BulkInput.Read(Input + ".results.jsonl")).Order());
        Assert.Equal(Enumerable.Repeat(1L, Lines), await BulkInput.CertificatesPerThingAsync(fixture.Server.Folder, "interrupted"));
    }

    [Fact]
    public async Task A_template_that_is_wrong_is_named_before_anything_is_asked()
    {
        await WriteAsync([BulkInput.Line("never-1")], template: """{"Resources": {"thing": {"Type": "AWS::IoT::Thang"}}}""");
        var terminal = new TestTerminal();
        Assert.Equal(1, await RunAsync(terminal));
        Assert.Contains("template.json: ", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("AWS::IoT::Thang", terminal.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Input + ".results.jsonl"));
    }

    [Fact]
    public async Task Files_that_are_missing_or_of_something_else_are_named()
    {
        await WriteAsync([BulkInput.Line("never-2")]);
        File.Delete(Input);
        var missing = new TestTerminal();
        Assert.Equal(1, await RunAsync(missing));
        Assert.Contains(Input, missing.Error, StringComparison.Ordinal);

        await WriteAsync([BulkInput.Line("never-2")]);
        await File.WriteAllTextAsync(Input + ".results.jsonl", "something else\n", Ct);
        var other = new TestTerminal();
        Assert.Equal(1, await RunAsync(other));
        Assert.Contains("results of something else in line 1", other.Error, StringComparison.Ordinal);
        Assert.Equal("something else\n", await File.ReadAllTextAsync(Input + ".results.jsonl", Ct));
    }

    [Fact]
    public async Task Two_runs_over_one_file_do_not_register_everything_twice()
    {
        await WriteAsync([BulkInput.Line("never-3")]);
        await using var held = new FileStream(Input + ".errors.jsonl", FileMode.Create, FileAccess.Write, FileShare.None);
        var terminal = new TestTerminal();
        Assert.Equal(1, await RunAsync(terminal));
        Assert.Contains(".errors.jsonl", terminal.Error, StringComparison.Ordinal);
        Assert.Empty(await BulkInput.CertificatesPerThingAsync(fixture.Server.Folder, "never"));
    }

    [Fact]
    public async Task Wrong_usage_is_said_in_one_line()
    {
        foreach (var (args, says) in new[] { ("bulk", "(see 'hatchery bulk --help')"), ("bulk register x.jsonl", "--template"), ("bulk register", "(see 'hatchery bulk register --help')") })
        {
            var terminal = new TestTerminal();
            Assert.Equal(2, await terminal.RunAsync(args.Split(' ')));
            Assert.Contains(says, terminal.Error, StringComparison.Ordinal);
        }
    }

    string[] Arguments() => ["bulk", "register", Input, "--template", Template, "--data", fixture.Server.Folder];

    Task<int> RunAsync(TestTerminal terminal, params string[] options) => terminal.RunAsync([.. Arguments(), .. options]);

    async Task WriteAsync(IEnumerable<string> lines, string? template = null)
    {
        await File.WriteAllLinesAsync(Input, lines, Ct);
        await File.WriteAllTextAsync(Template, template ?? BulkInput.Template, Ct);
    }
}
