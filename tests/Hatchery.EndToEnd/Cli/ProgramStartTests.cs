namespace Hatchery.Cli.Tests;

public sealed class ProgramStartTests
{
    static readonly DateTimeOffset Process = DateTimeOffset.UnixEpoch.AddSeconds(100);
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(160);

    [Fact]
    public void The_build_before_a_first_start_does_not_count() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(159), ProgramStart.At(Process, Now, "159000000"));

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("99000000")]
    [InlineData("161000000")]
    [InlineData("9223372036854775807")]
    public void Without_the_launchers_word_it_is_the_process(string? told) => Assert.Equal(Process, ProgramStart.At(Process, Now, told));
}
