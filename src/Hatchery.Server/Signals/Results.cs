namespace Hatchery.Server.Signals;

/// <summary>Values of the label <c>result</c>: the endings of AWS's metrics <c>Connect.*</c>, <c>PublishIn.*</c> and <c>Subscribe.*</c>.</summary>
static class Results
{
    public static readonly KeyValuePair<string, object?> Success = Metrics.Result("Success");

    /// <summary>The policies don't allow it, or the certificate isn't ACTIVE.</summary>
    public static readonly KeyValuePair<string, object?> AuthError = Metrics.Result("AuthError");

    /// <summary>It breaks the protocol or a limit.</summary>
    public static readonly KeyValuePair<string, object?> ClientError = Metrics.Result("ClientError");

    public static readonly KeyValuePair<string, object?> ServerError = Metrics.Result("ServerError");
}
