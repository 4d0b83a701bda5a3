namespace Hatchery.Core.Diagnosis;

public enum AttemptOutcome
{
    /// <summary>Something may still come.</summary>
    Running,

    /// <summary>The thing is registered; the device has not connected as itself yet.</summary>
    Registered,

    /// <summary>The device connected as itself.</summary>
    Succeeded,

    /// <summary>A step failed and nothing after it made up for it.</summary>
    Failed,

    /// <summary>The device went away before it was registered, though nothing was refused.</summary>
    Abandoned,
}
