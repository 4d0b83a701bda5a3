namespace Hatchery.Core.Linting;

/// <summary>What a document is judged against beside itself. Whatever is not known is not judged.</summary>
public sealed record LintScope
{
    /// <summary>A file by itself: nothing is known.</summary>
    public static readonly LintScope Nothing = new();

    /// <summary>The account and region that every ARN must name.</summary>
    public AwsAccount? Account { get; init; }

    /// <summary>Names of the templates that exist.</summary>
    public IReadOnlyCollection<string>? Templates { get; init; }

    /// <summary>Whether the policy is for claim certificates; null to judge by the topics it names.</summary>
    public bool? IsClaim { get; init; }
}
