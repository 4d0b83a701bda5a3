using System.Diagnostics;
using CsCheck;

namespace Hatchery.Cli.Tests;

public sealed class ShellWordTests
{
    [Theory]
    [InlineData("http://127.0.0.1:4566", "http://127.0.0.1:4566")]
    [InlineData("ab/cd+ef=", "ab/cd+ef=")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(rm -rf ~)", "'$(rm -rf ~)'")]
    public void Only_what_a_shell_would_read_otherwise_is_quoted(string text, string quoted) => Assert.Equal(quoted, ShellWord.Quote(text));

    [Fact]
    public async Task A_shell_reads_back_any_text()
    {
        var texts = Gen.String[Gen.Char[' ', '~'], 0, 20].Array[200].Single();
        var start = new ProcessStartInfo("bash") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync($"printf '%s\\n' {string.Join(' ', texts.Select(ShellWord.Quote))}");
        bash.StandardInput.Close();

        var read = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(string.Join('\n', texts) + "\n", read);
    }
}
