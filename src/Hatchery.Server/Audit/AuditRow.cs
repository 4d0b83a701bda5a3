namespace Hatchery.Server.Audit;

/// <summary>One call that changed something, tried to, or was denied. Names and ARNs only: no body of a request or an answer.</summary>
/// <param name="Id">Goes up with time; 0 before it is written.</param>
/// <param name="Caller">Its ARN.</param>
/// <param name="Action">E.g. <c>iot:CreateThing</c>.</param>
/// <param name="Outcome"><see cref="Success"/>, or the code of the refusal.</param>
public sealed record AuditRow(
    long Id, DateTimeOffset At, string AccessKeyId, string Caller, string Action, string Resource, string? SourceIp, string Outcome, string RequestId)
{
    public const string Success = "Success";

    /// <summary>The client went away before it had an answer; what it asked for may have been done.</summary>
    public const string Aborted = "Aborted";
}
