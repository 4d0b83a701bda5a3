using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests;

public sealed class LogLineFormatterTests
{
    [Theory]
    [InlineData("\u001b[2J\u001b[31mred")]
    [InlineData("x\n00:00:00.000 info: forged")]
    [InlineData("x\rforged")]
    [InlineData("x\u0085forged\u2028forged")]
    public void A_name_that_a_client_made_up_neither_begins_a_line_nor_steers_the_terminal(string name)
    {
        var line = Format(LogLevel.Warning, $"Refused {name}", null);

        Assert.EndsWith("\n", line);
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Matches(@"^\d\d:\d\d:\d\d\.\d{3} warn: Some\.Category\[7\] Refused ", line);
    }

    [Fact]
    public void An_exception_stays_on_its_line()
    {
        var line = Format(LogLevel.Error, "It failed", new InvalidOperationException("a\nb", new IOException("c")));

        Assert.Contains("fail: Some.Category[7] It failed System.InvalidOperationException: a b", line);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    static string Format(LogLevel level, string text, Exception? exception)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LogLineFormatter().Write(new LogEntry<string>(level, "Some.Category", new EventId(7), text, exception, (state, _) => state), null, writer);
        return writer.ToString();
    }
}
