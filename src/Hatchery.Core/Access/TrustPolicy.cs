using Hatchery.Core.Policies;

namespace Hatchery.Core.Access;

/// <summary>Who may take a role.</summary>
public sealed class TrustPolicy
{
    const string AssumeRole = "sts:AssumeRole";

    readonly PolicyStatement[] statements;

    TrustPolicy(PolicyStatement[] statements) => this.statements = statements;

    /// <summary>Null exactly when there are problems.</summary>
    public static (TrustPolicy? Policy, IReadOnlyList<Problem> Problems) Parse(string json)
    {
        var (statements, problems) = IamPolicyParser.Parse(json, IamPolicyParser.TrustPolicy);
        return (statements is null ? null : new TrustPolicy(statements), problems);
    }

    /// <summary>Whether an AWS service may take the role, e.g. <c>iot.amazonaws.com</c>.</summary>
    public bool Trusts(string service, PolicyContext context) => Judge(statement => statement.Principal!.Includes(service), context);

    /// <summary>Whether the role trusts a caller, alone or with all of the account.</summary>
    public Trust Of(Caller caller, AwsAccount account, PolicyContext context)
    {
        if (!Judge(statement => Concerns(statement, caller, account), context))
        {
            return Trust.None;
        }

        return statements.Any(statement => statement.IsAllow && statement.Principal!.Names(caller, account) && Matches(statement, context)) ? Trust.Caller : Trust.Account;
    }

    static bool Concerns(PolicyStatement statement, Caller caller, AwsAccount account) =>
        statement.Principal!.Names(caller, account) || statement.Principal.IncludesAccount(account);

    bool Judge(Func<PolicyStatement, bool> concerns, PolicyContext context)
    {
        var allowed = false;
        foreach (var statement in statements)
        {
            if (!concerns(statement) || !Matches(statement, context))
            {
                continue;
            }

            if (!statement.IsAllow)
            {
                return false;
            }

            allowed = true;
        }

        return allowed;
    }

    static bool Matches(PolicyStatement statement, PolicyContext context) => statement.Matches(AssumeRole, "*", context);
}

/// <summary>How a role trusts a caller.</summary>
public enum Trust
{
    None,

    /// <summary>Through the account: the caller's own policies have to allow sts:AssumeRole.</summary>
    Account,

    /// <summary>By name, which is enough.</summary>
    Caller,
}
