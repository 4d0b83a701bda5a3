namespace Hatchery.Core.Policies;

public readonly record struct PolicyName(string Value)
{
    /// <summary>AWS IoT service model, PolicyName.</summary>
    public const string Pattern = @"[\w+=,.@-]+";

    public override string ToString() => Value;
}
