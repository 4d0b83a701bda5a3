namespace Hatchery.Cli.Seed;

/// <summary>What a step of the quickstart brought.</summary>
/// <param name="What">The name or id of what was made.</param>
/// <param name="AlreadyThere">It stood before, and was left as it was.</param>
sealed record StepOutcome(string What, bool AlreadyThere = false);
