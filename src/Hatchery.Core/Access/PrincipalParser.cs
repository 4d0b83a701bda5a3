using System.Text.Json;
using Hatchery.Core.Policies.Parsing;

namespace Hatchery.Core.Access;

/// <summary>A statement's Principal. Source: IAM User Guide, "AWS JSON policy elements: Principal".</summary>
static class PrincipalParser
{
    static readonly string[] Kinds = ["AWS", "Service", "Federated", "CanonicalUser"];

    /// <summary>Null when it has an error.</summary>
    public static TrustedPrincipals? Parse(Dictionary<string, JsonElement> members, string path, ProblemList problems)
    {
        path += ".Principal";
        if (!members.TryGetValue("Principal", out var element))
        {
            problems.SyntaxError(path, "a role's trust policy says who: a statement needs a Principal");
            return null;
        }

        if (element is { ValueKind: JsonValueKind.String } && element.GetString() == "*")
        {
            return new TrustedPrincipals(["*"], []);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(path, """a principal is "*" or an object such as {"Service": "iot.amazonaws.com"}""");
            return null;
        }

        var kinds = problems.Members(element, path);
        problems.RefuseUnknown(kinds, path, Kinds);
        return new TrustedPrincipals(Names("AWS"), Names("Service"));

        // Federated and canonical users are accepted, and nobody here is one.
        string[] Names(string kind) => kinds.TryGetValue(kind, out var names)
            ? [.. problems.Strings(names, ProblemList.PathTo(path, kind)).Select(name => name.Text)]
            : [];
    }
}
