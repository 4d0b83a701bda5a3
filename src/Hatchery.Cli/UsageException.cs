namespace Hatchery.Cli;

/// <summary>The command line is wrong; exit code 2.</summary>
sealed class UsageException(string message) : Exception(message);
