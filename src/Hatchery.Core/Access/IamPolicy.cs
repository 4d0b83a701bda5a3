using Hatchery.Core.Policies;

namespace Hatchery.Core.Access;

/// <summary>A parsed policy of IAM's, ready to be evaluated many times. Immutable.</summary>
public sealed class IamPolicy
{
    internal IamPolicy(PolicyStatement[] statements) => Statements = statements;

    internal PolicyStatement[] Statements { get; }

    /// <summary>Null exactly when there are problems.</summary>
    public static (IamPolicy? Policy, IReadOnlyList<Problem> Problems) Parse(string json)
    {
        var (statements, problems) = IamPolicyParser.Parse(json, IamPolicyParser.IdentityPolicy);
        return (statements is null ? null : new IamPolicy(statements), problems);
    }

    /// <summary>A document that can't be read denies everything: it may hold a Deny that nobody can see.</summary>
    public static IamPolicy ParseStored(string json) => Parse(json).Policy ?? DenyAll;

    static readonly IamPolicy DenyAll = Parse("""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""").Policy!;
}
