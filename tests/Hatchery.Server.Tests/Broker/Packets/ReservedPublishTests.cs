using System.Text;
using Hatchery.Core.Certificates;
using Hatchery.Server.Broker;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Hatchery.Server.Tests.Broker.Packets;

public sealed class ReservedPublishTests : IAsyncLifetime
{
    const string Topic = "$aws/certificates/create/json";
    const string Accepted = Topic + "/accepted";

    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TestBroker _broker = null!;
    CertificateId _claim;
    int _running;
    int _runningMax;

    public async ValueTask InitializeAsync()
    {
        _broker = await TestBroker.StartAsync(reserved: topic => topic switch
        {
            Topic => (request, _) => ValueTask.FromResult(new ReservedReply(Accepted, Encoding.UTF8.GetBytes($"for {request.ClientId}"))),
            "$aws/slow" => SlowAsync,
            "$aws/broken" => (_, _) => throw new InvalidOperationException("a bug"),
            _ => null,
        });
        _claim = await _broker.AddCertificateAsync();
    }

    public ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        return _broker.DisposeAsync();
    }

    [Theory]
    [InlineData(0, null, 0)] // never subscribed
    [InlineData(1, null, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 1)]
    public async Task The_answer_comes_once_on_the_asking_connection(int asked, int? subscribed, int answered)
    {
        using var other = await _broker.ConnectAsync(_claim, "other");
        await other.SubscribeAsync(Accepted, 1);
        await other.SubscribeAsync("$aws/certificates/create/#", 1);
        using var asking = await _broker.ConnectAsync(_claim, "asking");
        if (subscribed is { } qos)
        {
            await asking.SubscribeAsync("$aws/certificates/create/json/+", qos);
            await asking.SubscribeAsync(Accepted, qos);
        }

        await asking.PublishAsync(Topic, "{}", asked);

        var answer = await asking.ExpectMessageAsync("for asking");
        Assert.Equal(Accepted, answer.Topic);
        Assert.Equal(answered, (int)answer.QualityOfServiceLevel);
        await asking.ExpectSilenceAsync();
        await other.ExpectSilenceAsync();
    }

    [Fact]
    public async Task The_answer_needs_neither_Subscribe_nor_Receive()
    {
        var certificate = await _broker.AddCertificateAsync(TestBroker.Policy(
            TestBroker.Allow("Connect", "client/*"), TestBroker.Allow("Publish", "topic/$aws/certificates/create/*")));
        using var client = await _broker.ConnectAsync(certificate, "c");

        await client.PublishAsync(Topic, "{}", 1);

        await client.ExpectMessageAsync("for c");
    }

    [Theory]
    [InlineData("$aws/certificates/create/json/accepted", false)]
    [InlineData("$SYS/x", false)]
    [InlineData(Topic, true)]
    public async Task An_unsupported_publish_is_refused_as_AWS_refuses(string topic, bool retain)
    {
        using var v3 = await _broker.ConnectAsync(_claim, "v3");
        using var v5 = await _broker.ConnectAsync(_claim, "v5", MqttProtocolVersion.V500);

        Assert.Equal(MqttPubAckReasonCode.NotAuthorized, (await v5.PublishAsync(topic, "x", 1, retain))!.ReasonCode);
        await v5.SendAsync(TestClient.Message(topic, "x", retain: retain));
        await v5.ExpectDisconnectAsync(MqttDisconnectReasonCode.NotAuthorized);
        await v3.SendAsync(TestClient.Message(topic, "x", 1, retain, id: 1));
        await v3.ExpectClosedAsync();
    }

    [Fact]
    public async Task Eight_requests_run_at_a_time_and_the_next_waits()
    {
        using var client = await _broker.ConnectAsync(_claim, "c");
        for (var i = 0; i < 12; i++) await client.SendAsync(TestClient.Message("$aws/slow", "", 0));

        await TestBroker.WaitUntilAsync(() => Volatile.Read(ref _running) == 8);
        await TestBroker.PauseAsync(50);
        Assert.Equal(8, _runningMax);
        _gate.SetResult();
        for (var i = 0; i < 12; i++) await client.ExpectMessageAsync("slow");
        Assert.InRange(_runningMax, 1, 8);
    }

    [Fact]
    public async Task A_slow_request_holds_up_nothing_else_of_its_connection()
    {
        using var client = await _broker.ConnectAsync(_claim, "c");
        await client.PublishAsync("$aws/slow", "", 1);

        await client.PublishAsync(Topic, "{}", 1);
        await client.ExpectMessageAsync("for c");
    }

    [Fact]
    public async Task The_answer_is_dropped_when_its_connection_has_gone_even_if_the_session_is_resumed()
    {
        using var first = await _broker.ConnectAsync(_claim, "c", clean: false);
        await first.SubscribeAsync("$aws/slow/accepted", 1);
        await first.PublishAsync("$aws/slow", "", 1);
        using var second = await _broker.ConnectAsync(_claim, "c", clean: false);
        await first.ExpectClosedAsync();

        _gate.SetResult();

        await second.ExpectSilenceAsync();
        await TestBroker.WaitUntilAsync(() => _broker.Logs.All.Any(line => line.Contains("dropped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_answer_that_was_not_acknowledged_is_never_repeated_on_another_connection()
    {
        using var first = await _broker.ConnectAsync(_claim, "c", clean: false);
        await first.SubscribeAsync(Accepted, 1);
        await first.PublishAsync(Topic, "{}", 1);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, (await first.ExpectMessageAsync("for c")).QualityOfServiceLevel);

        using var second = await _broker.ConnectAsync(_claim, "c", clean: false);

        await second.ExpectSilenceAsync();
    }

    [Fact]
    public async Task A_bug_in_an_endpoint_is_logged_and_the_connection_stays()
    {
        using var client = await _broker.ConnectAsync(_claim, "c");

        await client.PublishAsync("$aws/broken", "", 1);

        await client.ExpectSilenceAsync();
        Assert.Contains(_broker.Logs.All, line => line.Contains("a bug", StringComparison.Ordinal));
    }

    async ValueTask<ReservedReply> SlowAsync(ReservedRequest request, CancellationToken ct)
    {
        var running = Interlocked.Increment(ref _running);
        lock (_gate) _runningMax = Math.Max(_runningMax, running);
        await _gate.Task;
        Interlocked.Decrement(ref _running);
        return new ReservedReply("$aws/slow/accepted", "slow"u8.ToArray());
    }
}
