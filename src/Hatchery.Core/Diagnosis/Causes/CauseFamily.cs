namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Causes that belong together: one file here, one section of the index.</summary>
public sealed record CauseFamily(string Title, IReadOnlyList<Cause> Causes);
