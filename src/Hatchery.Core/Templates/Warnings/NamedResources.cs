using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Warnings;

/// <summary>What a template refers to by a name that no parameter can change, and where. It must be there before the first registration.</summary>
sealed record NamedResources(
    IReadOnlyList<PlacedName> Groups, IReadOnlyList<PlacedName> Types, IReadOnlyList<PlacedName> BillingGroups, IReadOnlyList<PlacedName> Policies)
{
    public static NamedResources Of(TemplateDocument document)
    {
        var thing = document.Resources.Thing;
        return new NamedResources(
            [.. Items(thing?.Groups).SelectMany(Names)],
            [.. Names(thing?.TypeName)],
            [.. Names(thing?.BillingGroup)],
            [.. document.Resources.Policies.SelectMany(policy => Names(policy.Name))]);
    }

    /// <summary>A list that is written out, item by item: one of them may be constant where another isn't.</summary>
    static IEnumerable<TemplateExpression> Items(TemplateExpression? list) => list switch
    {
        null => [],
        ListExpression written => written.Items,
        _ => [list],
    };

    static IEnumerable<PlacedName> Names(TemplateExpression? expression)
    {
        if (expression is not { IsConstant: true })
        {
            return [];
        }

        try
        {
            var value = expression.Evaluate(TemplateScope.ForConstants());
            return (value.List ?? [value.Text!]).Select(name => new PlacedName(expression.Path.Text, name));
        }
        catch (AwsError)
        {
            return []; // Such as a Select out of range: each registration says so.
        }
    }
}

/// <param name="Path">Where it is written.</param>
sealed record PlacedName(string Path, string Name);
