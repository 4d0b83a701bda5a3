using System.Diagnostics;
using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Events;

/// <summary>A mosquitto_sub that listens until it is killed, and what it printed.</summary>
sealed class MosquittoSub : IAsyncDisposable
{
    const string Events = "$aws/events/";

    readonly Process _process;
    readonly string _prefix;
    readonly List<(string Topic, string Payload)> _heard = [];

    MosquittoSub(Process process, string prefix) => (_process, _prefix) = (process, prefix);

    /// <summary>Topics without the prefix, in the order in which they came.</summary>
    public List<string> Topics
    {
        get
        {
            lock (_heard) return [.. _heard.Select(message => message.Topic)];
        }
    }

    /// <summary>Returns once the subscription is granted.</summary>
    public static async Task<MosquittoSub> StartAsync(HatcheryServer server, string certificate, string key, string clientId, string filter, string prefix = Events, string format = "%t %p", params string[] more)
    {
        Assert.SkipWhen(Command.Find("mosquitto_sub") is null, "mosquitto_sub is not installed");

        // It flushes messages but not what -d prints, so its output is made to come line by line.
        var start = new ProcessStartInfo("stdbuf",
            [
                "-oL", "mosquitto_sub", "-h", "localhost", "-p", $"{server.Info.MqttPort}", "--cafile", server.Info.RootCaFile, "--cert", certificate, "--key", key,
                "-i", clientId, "-t", filter, "-q", "1", "-F", format, "-d", .. more,
            ])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var listener = new MosquittoSub(process, prefix);
        var granted = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            if (text.Contains("Subscribed (mid", StringComparison.Ordinal)) granted.TrySetResult();
            if (text.StartsWith(prefix, StringComparison.Ordinal)) listener.Add(text);
        };
        process.BeginOutputReadLine();
        await granted.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return listener;
    }

    /// <summary>Waits until an event came whose topic ends so.</summary>
    public Task AtLeastAsync(string topicEnd) => Eventually.TrueAsync(
        () => Topics.Exists(topic => topic.EndsWith(topicEnd, StringComparison.Ordinal)), TimeSpan.FromSeconds(10));

    public JsonElement Payload(string topic) => JsonDocument.Parse(Text(topic)).RootElement;

    /// <summary>What came behind the topic, once.</summary>
    public string Text(string topic)
    {
        lock (_heard) return Assert.Single(_heard, message => message.Topic == topic).Payload;
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
        lock (_heard) _heard.Add((line[_prefix.Length..space], line[(space + 1)..]));
    }
}
