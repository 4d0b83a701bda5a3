using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>A value in a template that is a literal, a list or a function call, nested as deep as the document.</summary>
abstract class TemplateExpression(JsonPath path)
{
    public JsonPath Path { get; } = path;

    /// <summary>What is known of the result without evaluating.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>True when no parameter can change the result.</summary>
    public abstract bool IsConstant { get; }

    /// <exception cref="AwsError">InvalidParameters.</exception>
    public abstract TemplateValue Evaluate(TemplateScope scope);

    /// <inheritdoc cref="Evaluate"/>
    public string EvaluateText(TemplateScope scope) =>
        Evaluate(scope).Text ?? throw AwsError.InvalidParameters($"The template's value at {Path} must be a text, but is a list.", TemplateCauses.Value, Path.ToString());

    /// <inheritdoc cref="Evaluate"/>
    public IReadOnlyList<string> EvaluateList(TemplateScope scope) =>
        Evaluate(scope).List ?? throw AwsError.InvalidParameters($"The template's value at {Path} must be a list, but is a text.", TemplateCauses.Value, Path.ToString());
}
