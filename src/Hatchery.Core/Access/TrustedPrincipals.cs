namespace Hatchery.Core.Access;

/// <summary>Whom a statement of a trust policy speaks of.</summary>
/// <param name="Aws">ARNs, account ids or <c>*</c>.</param>
/// <param name="Services">E.g. <c>iot.amazonaws.com</c>.</param>
sealed record TrustedPrincipals(IReadOnlyList<string> Aws, IReadOnlyList<string> Services)
{
    public bool Includes(string service) => Services.Contains(service) || Aws.Contains("*");

    /// <summary>The caller by name; the account itself is named by its id or its ARN.</summary>
    public bool Names(Caller caller, AwsAccount account) =>
        Aws.Contains(caller.Arn) || (caller.RoleArn is { } role && Aws.Contains(role)) || (caller.Kind == CallerKind.Account && IncludesAccount(account));

    /// <summary>Everyone of the account, whose own policies then have to allow it too.</summary>
    public bool IncludesAccount(AwsAccount account) => Aws.Any(name => name == "*" || name == account.AccountId || name == account.IamArn("root"));
}
