namespace Hatchery.Server.Diagnosis;

/// <summary>Bounds of what is recorded: devices decide how much they send.</summary>
static class AttemptLimits
{
    public const int StepsMax = 64;
    public const int ParametersMax = 32;
    public const int TextMax = 256;

    /// <summary>Characters of a value by which an attempt can be found.</summary>
    public const int HandleMax = 128;

    /// <summary>Attempts that wait to be written; beyond it changes are counted and not kept.</summary>
    public const int QueuedMax = 20_000;

    /// <summary>Attempts written in one transaction.</summary>
    public const int BatchMax = 2_000;

    /// <summary>Failures alike that are merged at one time, by address, certificate, client id and cause.</summary>
    public const int MergedMax = 10_000;

    /// <summary>Further client ids, and further certificates, remembered in one record.</summary>
    public const int OthersMax = 8;

    /// <summary>Devices that registered and haven't come back yet.</summary>
    public const int AwaitedMax = 10_000;

    /// <summary>Client ids watched for being fought over.</summary>
    public const int TakeoversMax = 10_000;

    /// <summary>A merged record is begun anew after this time, so that the newest attempts show what happens now.</summary>
    public static readonly TimeSpan MergeWindow = TimeSpan.FromHours(1);

    /// <summary>From a step to its being written, at most, beside the writing itself.</summary>
    public static readonly TimeSpan WriteDelay = TimeSpan.FromMilliseconds(250);

    public static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    public static string Cut(string text, int max = TextMax)
    {
        if (text.Length <= max)
        {
            return text;
        }

        // Half a surrogate pair is no text.
        return text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)] + "…";
    }
}
