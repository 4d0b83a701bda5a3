using Hatchery.Core.Diagnosis;

namespace Hatchery.Core;

/// <summary>
/// A refused request: the one exception the project throws for a client's mistake. Only the API's error writer and the
/// provisioning topics' reply turn it into bytes; every other exception is a bug (decision 0006).
/// </summary>
public sealed class AwsError : Exception
{
    public AwsError(AwsErrorCode code, string message) : base(message) => Code = code;

    public AwsErrorCode Code { get; }

    /// <summary>What a device is told apart by; null for what only operators meet.</summary>
    public Cause? Cause { get; init; }

    /// <summary>Where in the template or payload it went wrong.</summary>
    public string? JsonPath { get; init; }

    /// <summary>ResourceAlreadyExistsException names the resource that stands in the way.</summary>
    public string? ResourceId { get; init; }

    /// <inheritdoc cref="ResourceId"/>
    public string? ResourceArn { get; init; }

    /// <summary>The checks of AWS's model that failed, when the message is made of them.</summary>
    public IReadOnlyList<string> FailedChecks { get; init; } = [];

    /// <summary>What an operator may know beyond the message; never sent to the device.</summary>
    public string? Detail { get; init; }

    /// <summary>The whole of what is known, where that is more than cause and detail say.</summary>
    public Failure? Failure { get; init; }

    /// <param name="otherwise">The cause where the refusal names none.</param>
    public Failure ToFailure(Cause otherwise)
    {
        if (Failure is not null)
        {
            return Failure;
        }

        var cause = Cause ?? otherwise;
        return new Failure(cause, new Evidence { Detail = Detail is null ? Message : $"{Message} {Detail}", JsonPath = JsonPath }, cause.Fix);
    }

    public static AwsError InvalidRequest(string message) => new(AwsErrorCode.InvalidRequest, message);

    /// <summary>All failed checks in one message, as AWS words it.</summary>
    public static AwsError InvalidRequest(IReadOnlyList<string> failedChecks) =>
        new(AwsErrorCode.InvalidRequest, $"{failedChecks.Count} validation error{(failedChecks.Count == 1 ? "" : "s")} detected: {string.Join("; ", failedChecks)}") { FailedChecks = failedChecks };

    public static AwsError NotFound(string message) => new(AwsErrorCode.ResourceNotFound, message);

    public static AwsError AlreadyExists(string message, string? id = null, string? arn = null) =>
        new(AwsErrorCode.ResourceAlreadyExists, message) { ResourceId = id, ResourceArn = arn };

    public static AwsError DeleteConflict(string message) => new(AwsErrorCode.DeleteConflict, message);

    public static AwsError MalformedPolicy(string message) => new(AwsErrorCode.MalformedPolicy, message);

    public static AwsError InvalidParameters(string message, Cause? cause = null, string? path = null) =>
        new(AwsErrorCode.InvalidParameters, message) { Cause = cause, JsonPath = path };
}
