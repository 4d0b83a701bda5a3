namespace Hatchery.Cli.Doctor;

/// <summary>What a check says of what it looked at.</summary>
enum Verdict
{
    Ok,

    /// <summary>Some device may stumble over it.</summary>
    Warning,

    /// <summary>Devices fail.</summary>
    Problem,

    /// <summary>It could not be looked at, or need not be.</summary>
    Skipped,
}
