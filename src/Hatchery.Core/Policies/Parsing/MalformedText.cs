namespace Hatchery.Core.Policies.Parsing;

/// <summary>AWS's texts behind <c>Policy document is Malformed: </c>, as its users have quoted them.</summary>
static class MalformedText
{
    public const string Syntax = "Invalid policy syntax.";
    public const string NoStatements = "Policy has no statements";
    public const string Version = "Unknown policy document version. It must be version 2012-10-17";

    public static string Effect(string effect) => $"Invalid effect: {effect}";

    public static string Resource(string resource) => $"The following resources are invalid : {resource}";

    /// <summary>Ours: no source quotes what AWS says here.</summary>
    public static string TooLong(int characters) =>
        $"Policy document is too long: {characters} characters without white space, at most {Limits.PolicyDocumentMax} are allowed";
}
