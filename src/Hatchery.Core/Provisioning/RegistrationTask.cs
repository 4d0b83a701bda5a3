namespace Hatchery.Core.Provisioning;

/// <summary>A bulk registration: a template, and a file with the parameters of one device in each line. Source: AWS IoT "Bulk registration".</summary>
public sealed record RegistrationTask
{
    public required RegistrationTaskId Id { get; init; }

    public required string TemplateBody { get; init; }

    public required string InputFileBucket { get; init; }

    public required string InputFileKey { get; init; }

    public required string RoleArn { get; init; }

    public RegistrationTaskStatus Status { get; init; } = RegistrationTaskStatus.InProgress;

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Message { get; init; }

    public RegistrationTaskProgress Progress { get; init; } = RegistrationTaskProgress.None;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Nothing of it changes any more.</summary>
    public bool IsOver => Status is RegistrationTaskStatus.Completed or RegistrationTaskStatus.Failed or RegistrationTaskStatus.Cancelled;

    /// <summary>The task after a stop. One that is over or stopped already stays as it is.</summary>
    /// <param name="isNext">It is the first in the queue and so may have reports open, which the runner closes.</param>
    public RegistrationTask Stop(bool isNext, DateTimeOffset now) => Status != RegistrationTaskStatus.InProgress
        ? this
        : this with { Status = isNext ? RegistrationTaskStatus.Cancelling : RegistrationTaskStatus.Cancelled, ModifiedAt = now };
}
