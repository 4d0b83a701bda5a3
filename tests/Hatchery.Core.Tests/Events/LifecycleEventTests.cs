using System.Text;
using Hatchery.Core.Events;

namespace Hatchery.Core.Tests.Events;

/// <summary>Topics and members as AWS documents them; what an event doesn't have is left out.</summary>
public sealed class LifecycleEventTests
{
    static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    static readonly LifecycleClient Client = new("c/1", null, "session", "principal");

    [Fact]
    public void A_client_came() => AssertEvent(
        LifecycleEvent.Connected(Client, Now, "192.0.2.1", 7),
        "$aws/events/presence/connected/c/1",
        """{"clientId":"c/1","timestamp":1700000000123,"eventType":"connected","sessionIdentifier":"session","principalIdentifier":"principal","ipAddress":"192.0.2.1","versionNumber":7}""");

    [Theory]
    [InlineData("CLIENT_INITIATED_DISCONNECT", "true")]
    [InlineData("CONNECTION_LOST", "false")]
    public void A_client_went(string reason, string isItsOwn) => AssertEvent(
        LifecycleEvent.Disconnected(Client with { ThingName = "bulb" }, Now, 7, reason),
        "$aws/events/presence/disconnected/c/1",
        $$"""{"clientId":"c/1","thingName":"bulb","timestamp":1700000000123,"eventType":"disconnected","clientInitiatedDisconnect":{{isItsOwn}},"disconnectReason":"{{reason}}","sessionIdentifier":"session","principalIdentifier":"principal","versionNumber":7}""");

    [Fact]
    public void A_client_was_turned_away() => AssertEvent(
        LifecycleEvent.ConnectFailed(Client, Now, "::1"),
        "$aws/events/presence/connect_failed/c/1",
        """{"clientId":"c/1","timestamp":1700000000123,"eventType":"connect_failed","connectFailureReason":"AUTHORIZATION_FAILED","sessionIdentifier":"session","principalIdentifier":"principal","ipAddress":"::1"}""");

    [Fact]
    public void A_client_subscribed() => AssertEvent(
        LifecycleEvent.Subscribed(Client, Now, ["a/#", "b"]),
        "$aws/events/subscriptions/subscribed/c/1",
        """{"clientId":"c/1","timestamp":1700000000123,"eventType":"subscribed","sessionIdentifier":"session","principalIdentifier":"principal","topics":["a/#","b"]}""");

    [Fact]
    public void A_client_unsubscribed() => AssertEvent(
        LifecycleEvent.Unsubscribed(Client, Now, ["b"]),
        "$aws/events/subscriptions/unsubscribed/c/1",
        """{"clientId":"c/1","timestamp":1700000000123,"eventType":"unsubscribed","sessionIdentifier":"session","principalIdentifier":"principal","topics":["b"]}""");

    [Theory]
    [InlineData("plain-1", true)]
    [InlineData("", true)]
    [InlineData("a#", false)]
    [InlineData("+a", false)]
    public void A_client_id_with_a_wildcard_has_no_events(string clientId, bool hasEvents) => Assert.Equal(hasEvents, LifecycleClient.HasEvents(clientId));

    static void AssertEvent(LifecycleEvent happened, string topic, string json)
    {
        Assert.Equal(topic, happened.Topic);
        Assert.Equal(json, Encoding.UTF8.GetString(happened.Payload()));
    }
}
