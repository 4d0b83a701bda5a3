namespace Hatchery.Core.Provisioning;

/// <summary>The id of a bulk registration task, a UUID.</summary>
public readonly record struct RegistrationTaskId(string Value)
{
    public override string ToString() => Value;
}
