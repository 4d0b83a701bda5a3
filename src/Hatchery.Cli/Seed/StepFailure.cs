namespace Hatchery.Cli.Seed;

/// <summary>A step that could not be done.</summary>
sealed class StepFailure(string label, Exception cause) : Exception(cause.Message, cause)
{
    public string Label => label;
}
