using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests;

public sealed class LogLineTests
{
    [Fact]
    public void What_a_stranger_sends_cannot_recolour_the_operators_terminal() =>
        Assert.EndsWith("warn DeviceGateway: client ?[31mred?forged line\n", Written("client \e[31mred\nforged line", exception: null));

    [Fact]
    public void An_exception_follows_on_a_line_of_its_own()
    {
        var lines = Written("it failed", new InvalidOperationException("first\nsecond")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("first second", lines[1]);
    }

    static string Written(string message, Exception? exception)
    {
        using var writer = new StringWriter();
        new LogLine(TimeProvider.System).Write(
            new LogEntry<string>(LogLevel.Warning, "Hatchery.Server.Broker.DeviceGateway", default, message, exception, (state, _) => state), null, writer);
        return writer.ToString();
    }
}
