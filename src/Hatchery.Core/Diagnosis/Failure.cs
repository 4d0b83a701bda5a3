namespace Hatchery.Core.Diagnosis;

/// <summary>Why one step failed: the kind of failure, what was seen, what to do.</summary>
public sealed record Failure(Cause Cause, Evidence Evidence, Fix Fix)
{
    public static Failure Of(Cause cause, string? detail = null) =>
        new(cause, detail is null ? Evidence.None : new Evidence { Detail = detail }, cause.Fix);
}
