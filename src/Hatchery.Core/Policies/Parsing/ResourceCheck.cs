using System.Buffers;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>
/// Whether a resource can be an ARN at all, as AWS asks when a policy is created, and warnings on those that can't match.
/// An ARN is <c>arn:partition:iot:region:account:type/rest</c>; wildcards and variables may stand anywhere in it.
/// </summary>
static class ResourceCheck
{
    /// <summary>The rule that tells <c>topic/</c> from <c>topicfilter/</c>.</summary>
    public const string WrongType = "wrong-resource-type";

    const string Start = "arn:";
    const int FieldsBeforeType = 5;

    static readonly SearchValues<char> FieldCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    public static void Check(PolicyStatement statement, List<(string Path, string Text)> resources, ProblemList problems)
    {
        for (var i = 0; i < resources.Count; i++)
        {
            var (path, text) = resources[i];
            if (WhyInvalid(text) is { } help)
            {
                problems.Error(path, MalformedText.Resource(text), help);
                continue;
            }

            var pattern = statement.Resources[i];
            PatternCheck.Check(pattern, path, problems);
            if (!statement.IsAllow && pattern.Variables.Count > 0)
            {
                problems.Warn(path, "variable-in-deny", "a variable in a Deny: when it has no value, the Deny matches nothing", "Deny with a wildcard instead, or allow only what the variable names.");
            }

            if (TypeWarning(statement, text) is { } warning)
            {
                problems.Warn(path, WrongType, warning, "Change the resource's type.");
            }
        }
    }

    static string? WhyInvalid(string text)
    {
        // What stands before the first wildcard or variable can be judged; what comes after can be anything.
        var open = text.AsSpan().IndexOfAny('*', '?', '$');
        var known = open < 0 ? text : text[..open];
        if (!known.StartsWith(Start, StringComparison.Ordinal) && !(open >= 0 && Start.StartsWith(known, StringComparison.Ordinal)))
        {
            return "a resource is an ARN, arn:aws:iot:REGION:ACCOUNT:TYPE/NAME, or *";
        }

        var fields = known.Split(':', FieldsBeforeType + 1);
        if (open < 0 && fields.Length <= FieldsBeforeType)
        {
            return "the ARN has too few parts: arn:aws:iot:REGION:ACCOUNT:TYPE/NAME";
        }

        foreach (var field in fields.Take(FieldsBeforeType))
        {
            if (field.AsSpan().ContainsAnyExcept(FieldCharacters))
            {
                return $"'{field}' can be no region or account{(field.Contains('<') ? "; is a placeholder left to fill in?" : "")}";
            }
        }

        return null;
    }

    /// <summary>Told when no action of the statement is ever asked with this type, e.g. Subscribe with <c>topic/</c>.</summary>
    static string? TypeWarning(PolicyStatement statement, string text)
    {
        var fields = text.Split(':', FieldsBeforeType + 1);
        var slash = fields.Length <= FieldsBeforeType ? -1 : fields[FieldsBeforeType].IndexOf('/');
        if (slash < 0 || statement.ActionsExcluded || statement.ResourcesExcluded)
        {
            return null;
        }

        var type = fields[FieldsBeforeType][..slash];
        var actions = statement.Actions.Select(action => PolicyAction.Find(action.Source)).ToArray();
        if (type.AsSpan().IndexOfAny('*', '?', '$') >= 0 || Array.Exists(actions, action => action?.ResourceType is null || action.ResourceType == type))
        {
            return null;
        }

        var needed = string.Join(", ", actions.Select(action => $"{action!.Name} needs {action.ResourceType}/").Distinct());
        return $"this never matches: {needed}, not {type}/";
    }
}
