namespace Hatchery.Core.Provisioning.Guards;

/// <summary>That a guard stands in the way.</summary>
/// <param name="Guard"><see cref="Guard.Id"/>.</param>
/// <param name="Seen">What it saw, for operators only: whoever holds a leaked claim must not learn how to pass.</param>
/// <param name="IsHeld">Not refused: an operator has to approve it first.</param>
public sealed record GuardVerdict(GuardScope Scope, string Guard, string Seen, bool IsHeld)
{
    public override string ToString() => $"Guard {Guard} of {Scope}: {Seen}.";
}
