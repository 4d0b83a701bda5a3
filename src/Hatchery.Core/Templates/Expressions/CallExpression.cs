using Hatchery.Core.Templates.Functions;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>A function with its arguments, which its signature has been checked against.</summary>
sealed class CallExpression(JsonPath path, TemplateFunction function, IReadOnlyList<TemplateExpression> arguments) : TemplateExpression(path)
{
    public IReadOnlyList<TemplateExpression> Arguments { get; } = arguments;

    public override ValueKind Kind => function.Result;

    public override bool IsConstant => function.IsConstantOver(this);

    public override TemplateValue Evaluate(TemplateScope scope) => function.Evaluate(new Arguments(this, scope));
}
