using System.Diagnostics;

namespace Hatchery.Server.Tests.Certificates;

/// <summary>The openssl command: a second opinion on everything we issue.</summary>
static class OpenSsl
{
    /// <summary>What it prints; a failing one fails the test.</summary>
    public static string Run(string arguments, string input = "")
    {
        var (exitCode, output) = Try(arguments, input);
        Assert.True(exitCode == 0, $"openssl {arguments}: {output}");
        return output;
    }

    public static (int ExitCode, string Output) Try(string arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
