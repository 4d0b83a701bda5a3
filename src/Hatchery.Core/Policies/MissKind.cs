namespace Hatchery.Core.Policies;

/// <summary>What parted the nearest statement from a request.</summary>
public enum MissKind
{
    Action,
    Resource,

    /// <summary>The resource is of another type, e.g. <c>topic/</c> where <c>topicfilter/</c> was needed.</summary>
    ResourceType,

    /// <summary>The resource is of another partition, region or account.</summary>
    Account,

    /// <summary>A variable of the thing has no value.</summary>
    ThingVariable,

    /// <summary>Another variable has none.</summary>
    Variable,
    Condition,

    /// <summary>There is no Allow at all.</summary>
    OnlyDeny,
}
