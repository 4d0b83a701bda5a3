using Hatchery.Core.Diagnosis.Causes;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>A null in a function's list. AWS accepts it when the template is created and fails the registration ("Fn::Select").</summary>
sealed class NullExpression(JsonPath path) : TemplateExpression(path)
{
    public override ValueKind Kind => ValueKind.Text;

    public override bool IsConstant => false;

    public override TemplateValue Evaluate(TemplateScope scope) => throw AwsError.InvalidParameters($"The template's value at {Path} is null.", TemplateCauses.Value, Path.ToString());
}
