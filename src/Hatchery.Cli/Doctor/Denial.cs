namespace Hatchery.Cli.Doctor;

/// <summary>Something that the claim's policies don't allow.</summary>
/// <param name="Reason">The statement that decided, or came nearest and where it parted.</param>
/// <param name="Hints">Near misses.</param>
sealed record Denial(string Action, string Resource, string Reason, IReadOnlyList<string> Hints)
{
    /// <summary>Nothing of the kind is refused when only this is missing; the answers don't come at AWS.</summary>
    public bool IsReceive => Action == "iot:Receive";

    public string What => $"{Action} on {Resource} is denied: {Reason}";

    public string Fix => Hints is [var hint, ..] ? hint : $"Allow {Action} on {Resource} in the claim's policy: aws iot create-policy-version --set-as-default.";
}
