namespace Hatchery.Core.Policies.Explanation;

/// <summary>Why a statement didn't match, and how close it came.</summary>
/// <param name="Stage">Which part failed.</param>
/// <param name="Depth">How many characters of the resource fitted.</param>
readonly record struct Miss(MissStage Stage, MissKind Kind, int Depth, string WhyNot)
{
    /// <inheritdoc cref="NearestStatement.Resource"/>
    public string? Resource { get; init; }

    public bool IsCloserThan(Miss other) => Stage != other.Stage ? Stage > other.Stage : Depth > other.Depth;
}

/// <summary>The parts of a statement in the order in which agreeing brings it closer.</summary>
enum MissStage
{
    ActionAndResource,
    Action,
    Resource,
    Condition,
}
