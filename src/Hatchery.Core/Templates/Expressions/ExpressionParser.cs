using System.Text.Json;
using Hatchery.Core.Templates.Functions;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>Parses the places of a template where a text or a list may be written out or computed. Null after an error.</summary>
static class ExpressionParser
{
    public static TemplateExpression? Text(JsonElement json, JsonPath path, ParseContext context)
    {
        if (JsonText.OfScalar(json) is { } text)
        {
            return new LiteralExpression(path, text);
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            context.Error(path, $"Expected a text or a function, not {Describe(json)}.");
            return null;
        }

        return Call(json, path, ValueKind.Text, context);
    }

    public static TemplateExpression? List(JsonElement json, JsonPath path, ParseContext context, bool nullsAllowed = false)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            return Call(json, path, ValueKind.List, context);
        }

        if (json.ValueKind != JsonValueKind.Array)
        {
            context.Error(path, $"Expected a list or a function that gives one, not {Describe(json)}.");
            return null;
        }

        var items = json.EnumerateArray()
            .Select((item, i) => nullsAllowed && item.ValueKind == JsonValueKind.Null ? new NullExpression(path[i]) : Text(item, path[i], context))
            .ToList();
        return items.Contains(null) ? null : new ListExpression(path, items!);
    }

    /// <summary>A map of texts, whose names are literal.</summary>
    public static IReadOnlyDictionary<string, TemplateExpression>? Map(JsonElement json, JsonPath path, ParseContext context)
    {
        if (json.ValueKind != JsonValueKind.Object || IsCall(json))
        {
            context.Error(path, $"Expected a map of names to texts, not {(IsCall(json) ? "a function" : Describe(json))}.");
            return null;
        }

        var entries = json.EnumerateObject().Select(member => (member.Name, Value: Text(member.Value, path[member.Name], context))).ToList();
        return entries.Exists(entry => entry.Value is null) ? null : entries.ToDictionary(entry => entry.Name, entry => entry.Value!);
    }

    /// <summary>Whether an object is, or was meant as, a function.</summary>
    public static bool IsCall(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Any(member => IsFunctionName(member.Name));

    /// <param name="expected">What the place takes; <see cref="ValueKind.Either"/> when both will do.</param>
    public static CallExpression? Call(JsonElement json, JsonPath path, ValueKind expected, ParseContext context)
    {
        var members = json.EnumerateObject().ToList();
        if (members is not [var member])
        {
            context.Error(path, members.Count == 0 ? "Expected a text or a function, not an empty object." : "Expected a function: an object with one key, such as Ref or Fn::Join.");
            return null;
        }

        if (!TemplateFunctions.All.TryGetValue(member.Name, out var function))
        {
            context.Unknown(path[member.Name], "The function", member.Name, TemplateFunctions.All.Keys);
            return null;
        }

        if (Arguments(function, member.Value, path[member.Name], context) is not { } arguments)
        {
            return null;
        }

        if (expected != ValueKind.Either && function.Result != ValueKind.Either && function.Result != expected)
        {
            context.Error(path, $"{function.Name} gives a {Word(function.Result)}, but a {Word(expected)} is needed here.");
            return null;
        }

        var call = new CallExpression(path, function, arguments);
        function.Check?.Invoke(call, context);
        return call;
    }

    static List<TemplateExpression>? Arguments(TemplateFunction function, JsonElement json, JsonPath path, ParseContext context)
    {
        var isBare = function.Signature.Count == 1 || (function.Required == 1 && json.ValueKind != JsonValueKind.Array);
        var given = isBare ? [(json, path)] : Items(json, path);
        if (given.Count < function.Required || given.Count > function.Signature.Count)
        {
            context.Error(path, $"{function.Name} takes a list of {Count(function)}.", $"Write it as in {function.Example}.");
            return null;
        }

        var arguments = given.Select((argument, i) => Argument(function.Signature[i], argument.Json, argument.Path, context)).ToList();
        return arguments.Contains(null) ? null : [.. arguments.OfType<TemplateExpression>()];
    }

    static TemplateExpression? Argument(ArgumentKind kind, JsonElement json, JsonPath path, ParseContext context)
    {
        switch (kind)
        {
            case ArgumentKind.Text:
                return Text(json, path, context);
            case ArgumentKind.List:
                return List(json, path, context, nullsAllowed: true);
            case ArgumentKind.Map:
                return Map(json, path, context) is { } entries ? new MapExpression(path, entries) : null;
            default:
                if (json.ValueKind == JsonValueKind.String)
                {
                    return new LiteralExpression(path, json.GetString()!);
                }

                context.Error(path, $"Expected a text that is written out, not {Describe(json)}.");
                return null;
        }
    }

    static List<(JsonElement Json, JsonPath Path)> Items(JsonElement json, JsonPath path) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select((item, i) => (item, path[i]))] : [];

    /// <summary>Fn:Join with one colon stands in older prose of AWS's guide: it is refused as a function, not read as a name.</summary>
    static bool IsFunctionName(string name) => name == "Ref" || name.StartsWith("Fn:", StringComparison.Ordinal);

    static string Count(TemplateFunction function) =>
        function.Required == function.Signature.Count ? $"{function.Required} arguments" : $"{function.Required} to {function.Signature.Count} arguments";

    static string Word(ValueKind kind) => kind == ValueKind.List ? "list" : "text";

    static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a text",
        _ => "a number or a truth value",
    };
}
