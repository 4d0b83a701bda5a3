using System.Text.Json;
using Hatchery.Core.Policies.Conditions;
using Hatchery.Core.Policies.Patterns;
using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>A statement's Condition: operator, then key, then one operand or several. Source: IAM "JSON policy elements: Condition".</summary>
static class ConditionParser
{
    const string IfExistsSuffix = "IfExists";
    const string AllPrefix = "ForAllValues:";
    const string AnyPrefix = "ForAnyValue:";

    /// <summary>Null when it isn't an object.</summary>
    public static List<Condition>? Parse(JsonElement element, string path, ProblemList problems) => Parse(element, path, problems, PolicyVariables.Find);

    /// <param name="find">The variables and condition keys of the policy language.</param>
    public static List<Condition>? Parse(JsonElement element, string path, ProblemList problems, Func<string, PolicyVariable> find)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(path, "a condition is a JSON object: operator, key, value");
            return null;
        }

        var conditions = new List<Condition>();
        foreach (var (name, keys) in problems.Members(element, path))
        {
            ParseOperator(name, keys, ProblemList.PathTo(path, name), conditions, problems, find);
        }

        return conditions;
    }

    static void ParseOperator(
        string name, JsonElement keys, string path, List<Condition> conditions, ProblemList problems, Func<string, PolicyVariable> find)
    {
        var (bare, set) = TakePrefix(name);
        var op = ConditionOperators.Find(bare);
        var ifExists = op is null && bare.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
        {
            op = ConditionOperators.Find(bare[..^IfExistsSuffix.Length]);
        }

        // Null asks whether the key exists, so it can't be made to depend on that.
        if (op is null || (ifExists && op == ConditionOperators.Null))
        {
            problems.SyntaxError(path, NearMiss.Of(bare, ConditionOperators.Names) is { } meant ? $"unknown condition operator, did you mean {meant}?" : "unknown condition operator");
            return;
        }

        if (keys.ValueKind != JsonValueKind.Object)
        {
            problems.SyntaxError(path, "a condition operator holds an object of keys and values");
            return;
        }

        foreach (var (key, values) in problems.Members(keys, path))
        {
            var keyPath = ProblemList.PathTo(path, key);
            var variable = find(key);
            if (variable.Warning is { } warning)
            {
                problems.Warn(keyPath, "variable-without-value", warning);
            }

            var operands = ParseOperands(values, keyPath, op, problems, find);
            conditions.Add(new Condition(name, op, set, ifExists, variable, [.. operands]));
        }
    }

    static (string Bare, ValueSet Set) TakePrefix(string name)
    {
        if (name.StartsWith(AllPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return (name[AllPrefix.Length..], ValueSet.All);
        }

        return name.StartsWith(AnyPrefix, StringComparison.OrdinalIgnoreCase) ? (name[AnyPrefix.Length..], ValueSet.Any) : (name, ValueSet.Single);
    }

    // An empty array is meaningful: ForAllValues with it holds for the empty set alone.
    static List<TextPattern> ParseOperands(JsonElement values, string path, ConditionOperator op, ProblemList problems, Func<string, PolicyVariable> find)
    {
        var operands = new List<TextPattern>();
        if (values.ValueKind != JsonValueKind.Array)
        {
            AddOperand(values, path);
            return operands;
        }

        var index = 0;
        foreach (var value in values.EnumerateArray())
        {
            AddOperand(value, $"{path}[{index++}]");
        }

        return operands;

        void AddOperand(JsonElement value, string valuePath)
        {
            if (OperandText(value) is not { } text)
            {
                problems.SyntaxError(valuePath, "a string, a number, true or false is expected here");
                return;
            }

            var operand = TextPattern.Parse(text, op.Syntax, find);
            if (operand.Variables.Count == 0 && !op.CanRead(text))
            {
                problems.SyntaxError(valuePath, $"'{text}' is no value for {op.Name}");
                return;
            }

            PatternCheck.Check(operand, valuePath, problems);
            operands.Add(operand);
        }
    }

    static string? OperandText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
