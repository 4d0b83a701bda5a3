using System.Diagnostics.Metrics;

namespace Hatchery.Server.Signals;

/// <summary>
/// Every instrument there is; <c>docs/signals.md</c> lists them with their labels. A label never holds what a device made up: its
/// values are of this code, of AWS's error codes, or bounded by <see cref="BoundedNames"/>. Nobody listening, an instrument costs
/// one comparison.
/// </summary>
static class Metrics
{
    public const string MeterName = "Hatchery";

    static readonly Meter Meter = new(MeterName);

    /// <summary>Seconds: from a lookup to a hook that takes all the time it may.</summary>
    static readonly InstrumentAdvice<double> Latency = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] };

    static readonly InstrumentAdvice<int> BatchSizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] };

    // Devices.

    public static readonly UpDownCounter<int> Connections = Meter.CreateUpDownCounter<int>(
        "hatchery.connections", "{connection}", "Device connections that are open, past TLS and the check of the certificate.");

    public static readonly Counter<long> Admissions = Meter.CreateCounter<long>(
        "hatchery.admissions", "{connection}", "Connections of devices by what became of them before the first byte of MQTT.");

    public static readonly Counter<long> Connects = Meter.CreateCounter<long>(
        "hatchery.connects", "{connection}", "CONNECT by result, in the words of AWS's metrics Connect.*.");

    public static readonly Counter<long> Disconnects = Meter.CreateCounter<long>(
        "hatchery.disconnects", "{connection}", "Connected clients that left, by AWS's disconnectReason.");

    public static readonly UpDownCounter<int> Sessions = Meter.CreateUpDownCounter<int>(
        "hatchery.sessions", "{session}", "MQTT sessions, of connected clients and of those that may come back.");

    public static readonly Counter<long> PublishIn = Meter.CreateCounter<long>(
        "hatchery.publish.in", "{message}", "PUBLISH from clients by result.");

    public static readonly Counter<long> PublishOut = Meter.CreateCounter<long>(
        "hatchery.publish.out", "{message}", "PUBLISH written to clients, answers to provisioning among them.");

    public static readonly Counter<long> Subscribes = Meter.CreateCounter<long>(
        "hatchery.subscribes", "{request}", "SUBSCRIBE by result; one refused filter makes it a failure.");

    public static readonly Counter<long> Credentials = Meter.CreateCounter<long>(
        "hatchery.credentials", "{request}", "Requests of devices to the credentials provider by result.");

    // Provisioning.

    public static readonly Histogram<double> Provisioning = Meter.CreateHistogram(
        "hatchery.provisioning.duration", "s", "Requests of the MQTT provisioning API, from their arrival to the answer in the queue.", advice: Latency);

    public static readonly Counter<long> RegisterThing = Meter.CreateCounter<long>(
        "hatchery.register_thing", "{request}", "RegisterThing over MQTT by template and result.");

    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "hatchery.attempts", "{attempt}", "Attempts as they are recorded, each time one comes to another outcome; the cause is a page of docs/causes.");

    public static readonly Counter<long> AttemptsLost = Meter.CreateCounter<long>(
        "hatchery.attempts.lost", "{change}", "Changes of attempts that were not kept, because too many waited or the disk failed.");

    public static readonly Counter<long> JustInTime = Meter.CreateCounter<long>(
        "hatchery.just_in_time", "{device}", "First connections under a registered CA with auto-registration.");

    public static readonly Histogram<double> Hook = Meter.CreateHistogram(
        "hatchery.hook.duration", "s", "Calls of pre-provisioning hooks.", advice: Latency);

    public static readonly UpDownCounter<int> KeyPoolReady = Meter.CreateUpDownCounter<int>(
        "hatchery.key_pool.ready", "{key}", "RSA key pairs ready for CreateKeysAndCertificate.");

    public static readonly Counter<long> KeyPoolTaken = Meter.CreateCounter<long>(
        "hatchery.key_pool.taken", "{key}", "RSA key pairs asked of the pool, by whether one was ready or the device waited.");

    public static readonly Counter<long> BulkLines = Meter.CreateCounter<long>(
        "hatchery.bulk.lines", "{line}", "Lines of bulk registrations by result.");

    // Inside.

    public static readonly UpDownCounter<int> CommitQueue = Meter.CreateUpDownCounter<int>(
        "hatchery.commit.queue", "{transaction}", "Transactions that wait for the registry's writer.");

    public static readonly Histogram<int> CommitBatch = Meter.CreateHistogram(
        "hatchery.commit.batch", "{transaction}", "Transactions that shared one commit.", advice: BatchSizes);

    public static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "hatchery.commit.duration", "s", "One commit with all that shared it, until it was on disk.", advice: Latency);

    public static readonly Counter<long> EventsDropped = Meter.CreateCounter<long>(
        "hatchery.events.dropped", "{event}", "Lifecycle and registry events that found their queue full.");

    public static readonly Histogram<double> Api = Meter.CreateHistogram(
        "hatchery.api.duration", "s", "Requests of the API by operation and error code.", advice: Latency);

    public static KeyValuePair<string, object?> Result(string result) => new("result", result);
}
