namespace Hatchery.Core.Access;

public readonly record struct RoleAliasName(string Value)
{
    /// <summary>AWS IoT service model, RoleAlias.</summary>
    public const string Pattern = @"[\w=,@-]+";

    public override string ToString() => Value;
}
