using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Functions;

/// <summary>A call's arguments while it is evaluated, read by position and kind.</summary>
readonly struct Arguments(CallExpression call, TemplateScope scope)
{
    public TemplateScope Scope { get; } = scope;

    public JsonPath Path => call.Path;

    public string Text(int index) => call.Arguments[index].EvaluateText(Scope);

    public IReadOnlyList<string> List(int index) => call.Arguments[index].EvaluateList(Scope);

    /// <summary>The map argument's entries; empty when the call has none.</summary>
    public IReadOnlyDictionary<string, TemplateExpression> Map(int index) =>
        index < call.Arguments.Count ? ((MapExpression)call.Arguments[index]).Entries : new Dictionary<string, TemplateExpression>();
}
