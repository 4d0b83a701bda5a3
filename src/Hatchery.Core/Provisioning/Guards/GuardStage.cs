namespace Hatchery.Core.Provisioning.Guards;

/// <summary>When guards are asked. A later stage knows more, and asks again what was asked before.</summary>
public enum GuardStage
{
    /// <summary>A certificate is asked for: the claim, the time and the address are known.</summary>
    Create,

    /// <summary>Before a hook is asked: the parameters are known too.</summary>
    Request,

    /// <summary>In the transaction that registers, where what is counted can't change any more: the thing's name is known too.</summary>
    Register,
}
