using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>A function's map of names to texts, as Fn::Sub takes one. Its function reads the entries; it is no value itself.</summary>
sealed class MapExpression(JsonPath path, IReadOnlyDictionary<string, TemplateExpression> entries) : TemplateExpression(path)
{
    public IReadOnlyDictionary<string, TemplateExpression> Entries { get; } = entries;

    public override ValueKind Kind => ValueKind.Either;

    public override bool IsConstant => Entries.Values.All(entry => entry.IsConstant);

    public override TemplateValue Evaluate(TemplateScope scope) => throw AwsError.InvalidParameters($"The template's value at {Path} must be a text, but is a map.", TemplateCauses.Value, Path.ToString());
}
