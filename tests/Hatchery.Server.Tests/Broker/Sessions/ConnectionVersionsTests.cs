using Hatchery.Server.Broker.Sessions;

namespace Hatchery.Server.Tests.Broker.Sessions;

public sealed class ConnectionVersionsTests
{
    readonly ManualTime _time = new();
    readonly ConnectionVersions _versions;

    public ConnectionVersionsTests() => _versions = new ConnectionVersions(_time);

    [Fact]
    public void Each_connection_of_a_client_id_has_the_next_number()
    {
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(_ => Reconnect("a")));
        Assert.Equal(0, _versions.Next("b"));
    }

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 0)]
    public void It_begins_again_after_an_hour_away(int minutes, int next)
    {
        Reconnect("a");
        _time.Advance(TimeSpan.FromMinutes(minutes));
        _versions.ForgetExpired();
        Assert.Equal(next, _versions.Next("a"));
    }

    [Fact]
    public void An_hour_away_counts_even_before_anything_is_swept()
    {
        Reconnect("a");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _versions.Next("a"));
    }

    [Fact]
    public void Being_connected_for_hours_is_not_being_away()
    {
        _versions.Next("a");
        _time.Advance(TimeSpan.FromHours(5));
        _versions.ForgetExpired();
        Assert.Equal(1, _versions.Next("a"));
    }

    [Fact]
    public void A_connection_that_was_taken_over_does_not_end_its_successor()
    {
        var old = _versions.Next("a");
        _versions.Next("a");
        _versions.Closed("a", old);
        _time.Advance(TimeSpan.FromHours(2));
        _versions.ForgetExpired();
        Assert.Equal(2, _versions.Next("a"));
    }

    long Reconnect(string clientId)
    {
        var version = _versions.Next(clientId);
        _versions.Closed(clientId, version);
        return version;
    }
}
