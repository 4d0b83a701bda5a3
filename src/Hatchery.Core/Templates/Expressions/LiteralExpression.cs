namespace Hatchery.Core.Templates.Expressions;

sealed class LiteralExpression(JsonPath path, string text) : TemplateExpression(path)
{
    public string Text { get; } = text;

    public override ValueKind Kind => ValueKind.Text;

    public override bool IsConstant => true;

    public override TemplateValue Evaluate(TemplateScope scope) => TemplateValue.Of(Text);
}
