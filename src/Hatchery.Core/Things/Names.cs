namespace Hatchery.Core.Things;

public readonly record struct ThingName(string Value)
{
    /// <summary>AWS IoT service model: thing, thing type, thing group and billing group names.</summary>
    public const string Pattern = "[a-zA-Z0-9:_-]+";

    public override string ToString() => Value;
}

public readonly record struct ThingTypeName(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct ThingGroupName(string Value)
{
    public override string ToString() => Value;
}

public readonly record struct BillingGroupName(string Value)
{
    public override string ToString() => Value;
}
