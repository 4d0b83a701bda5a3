namespace Hatchery.Core.Provisioning;

/// <summary>States of a bulk registration task. Source: AWS IoT service model, Status; the names are AWS's.</summary>
public enum RegistrationTaskStatus
{
    /// <summary>Runs, or waits for the tasks before it.</summary>
    InProgress,
    Completed,

    /// <summary>It could not go on; single lines that can't be registered don't make a task fail.</summary>
    Failed,
    Cancelled,

    /// <summary>Stopped: nothing more is registered; its reports are not closed yet.</summary>
    Cancelling,
}
