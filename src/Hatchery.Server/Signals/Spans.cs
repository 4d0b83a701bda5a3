using System.Diagnostics;

namespace Hatchery.Server.Signals;

/// <summary>
/// Every span there is; <c>docs/signals.md</c> lists them with their attributes. Nobody listening, <see cref="Start"/> gives null
/// and costs one comparison. A span never holds a payload, a key or a token.
/// </summary>
static class Spans
{
    public const string SourceName = "Hatchery";

    /// <summary>The CONNECT of a device; the requests of its connection are children of it.</summary>
    public const string Connect = "CONNECT";

    /// <summary>A PUBLISH to a reserved topic, until the answer is queued. Inside it is the operation, by AWS's name.</summary>
    public const string Publish = "PUBLISH";

    /// <summary>The call of a pre-provisioning hook, which gets it as <c>traceparent</c>.</summary>
    public const string Hook = "hook";

    /// <summary>A transaction, from its place in the queue to the end of the commit that it shared.</summary>
    public const string Commit = "commit";

    /// <summary>A request of the API until its operation is known; from then on it has that name.</summary>
    public const string Api = "API";

    static readonly ActivitySource Source = new(SourceName);

    public static bool AreOn => Source.HasListeners();

    /// <summary>A span inside the current one.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>A span that begins a trace, or goes on with the one of the other side.</summary>
    /// <param name="traceParent">W3C's <c>traceparent</c>; null or unreadable begins a trace.</param>
    public static Activity? StartServer(string name, string? traceParent = null)
    {
        if (!AreOn) return null;

        // What ASP.NET Core began for itself is nobody's parent: it isn't exported.
        Activity.Current = null;
        return Source.StartActivity(name, ActivityKind.Server, ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent) ? parent : default);
    }

    /// <summary>A span of a request on a connection.</summary>
    public static Activity? StartServer(string name, ActivityContext parent) => Source.StartActivity(name, ActivityKind.Server, parent);

    /// <summary>Marks a span as failed.</summary>
    public static void Fail(this Activity? span, string code) => span?.SetStatus(ActivityStatusCode.Error, code).SetTag("error.type", code);
}
