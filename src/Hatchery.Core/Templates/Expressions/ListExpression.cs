namespace Hatchery.Core.Templates.Expressions;

sealed class ListExpression(JsonPath path, IReadOnlyList<TemplateExpression> items) : TemplateExpression(path)
{
    public IReadOnlyList<TemplateExpression> Items { get; } = items;

    public override ValueKind Kind => ValueKind.List;

    public override bool IsConstant => Items.All(item => item.IsConstant);

    public override TemplateValue Evaluate(TemplateScope scope) => TemplateValue.Of([.. Items.Select(item => item.EvaluateText(scope))]);
}
