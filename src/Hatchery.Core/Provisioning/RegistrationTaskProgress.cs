namespace Hatchery.Core.Provisioning;

/// <summary>How far a task has come. It is committed together with what its lines registered, so that a restart goes on exactly there.</summary>
/// <param name="Offset">Where in the input file, in bytes, the next line begins.</param>
/// <param name="Lines">Lines of the file before that, blank ones too.</param>
/// <param name="ResultsBytes">Length of the results report up to these lines.</param>
/// <param name="ErrorsBytes">Length of the errors report up to these lines.</param>
public sealed record RegistrationTaskProgress(
    long Offset, long Lines, int Successes, int Failures, int Percentage, long ResultsBytes, long ErrorsBytes)
{
    public static readonly RegistrationTaskProgress None = new(0, 0, 0, 0, 0, 0, 0);
}
