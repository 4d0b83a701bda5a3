namespace Hatchery.Core.Policies.Conditions;

/// <summary>How a condition goes through several values of its key. Source: IAM "Multivalued context keys".</summary>
enum ValueSet
{
    /// <summary>No prefix.</summary>
    Single,

    /// <summary><c>ForAllValues:</c>, true when there are none.</summary>
    All,

    /// <summary><c>ForAnyValue:</c>, false when there are none.</summary>
    Any,
}
