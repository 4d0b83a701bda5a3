namespace Hatchery.Cli.Tests;

public sealed class HeldLogTests
{
    [Theory]
    [InlineData(true, "early late")]
    [InlineData(false, "late")]
    public void What_is_held_is_shown_or_dropped_and_what_follows_is_written(bool show, string expected)
    {
        using var target = new StringWriter();
        using var log = HeldLog.Before(target);

        log.Write("early ");
        Assert.Empty(target.ToString());
        log.Release(show);
        log.Write('l');
        log.Write("ate");

        Assert.Equal(expected, target.ToString());
    }
}
