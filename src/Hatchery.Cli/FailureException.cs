namespace Hatchery.Cli;

/// <summary>The command cannot do what it was asked; exit code 1.</summary>
sealed class FailureException(string message) : Exception(message);
