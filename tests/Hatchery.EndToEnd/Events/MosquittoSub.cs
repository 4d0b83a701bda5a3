using System.Diagnostics;
using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Events;

/// <summary>A mosquitto_sub that listens until it is killed, and what it printed.</summary>
sealed class MosquittoSub : IAsyncDisposable
{
    const string Prefix = "$aws/events/";

    readonly Process _process;
    readonly List<(string Topic, string Payload)> _heard = [];

    MosquittoSub(Process process) => _process = process;

    /// <summary>Topics below <c>$aws/events/</c>, in the order in which they came.</summary>
    public List<string> Topics
    {
        get
        {
            lock (_heard) return [.. _heard.Select(message => message.Topic)];
        }
    }

    /// <summary>Returns once the subscription is granted.</summary>
    public static async Task<MosquittoSub> StartAsync(HatcheryServer server, string certificate, string key, string clientId, string filter)
    {
        Assert.SkipWhen(Command.Find("mosquitto_sub") is null, "mosquitto_sub is not installed");

        // It flushes messages but not what -d prints, so its output is made to come line by line.
        var start = new ProcessStartInfo("stdbuf",
            [
                "-oL", "mosquitto_sub", "-h", "localhost", "-p", $"{server.Info.MqttPort}", "--cafile", server.Info.RootCaFile, "--cert", certificate, "--key", key,
                "-i", clientId, "-t", filter, "-q", "1", "-F", "%t %p", "-d",
            ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var listener = new MosquittoSub(process);
        var granted = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            if (text.Contains("Subscribed (mid", StringComparison.Ordinal)) granted.TrySetResult();
            if (text.StartsWith(Prefix, StringComparison.Ordinal)) listener.Add(text);
        };
        process.BeginOutputReadLine();
        await granted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return listener;
    }

    /// <summary>Waits until an event came whose topic ends so.</summary>
    public Task AtLeastAsync(string topicEnd) => Eventually.TrueAsync(
        () => Topics.Exists(topic => topic.EndsWith(topicEnd, StringComparison.Ordinal)), TimeSpan.FromSeconds(10));

    public JsonElement Payload(string topic)
    {
        lock (_heard) return JsonDocument.Parse(Assert.Single(_heard, message => message.Topic == topic).Payload).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    void Add(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        lock (_heard) _heard.Add((line[Prefix.Length..space], line[(space + 1)..]));
    }
}
