namespace Hatchery.Core.Templates;

/// <summary>What a registration does with a property of a thing or certificate that exists already. Source: AWS IoT "Provisioning templates".</summary>
public enum OverrideAction
{
    /// <summary>Leave it as it is. The meaning of an absent setting, too: AWS documents none, and fleets provision devices again.</summary>
    DoNothing,

    /// <summary>Give it the template's value.</summary>
    Replace,

    /// <summary>Unite it with the template's value, which wins where both have one.</summary>
    Merge,

    /// <summary>Refuse the registration.</summary>
    Fail,
}
