using System.Collections.Frozen;

namespace Hatchery.Core.Templates.Functions;

/// <summary>All functions of the template language. Source: AWS IoT "Provisioning templates".</summary>
static class TemplateFunctions
{
    public static readonly FrozenDictionary<string, TemplateFunction> All = new[]
    {
        Ref.Function,
        Join.Function,
        FindInMap.Function,
        Select.Function,
        Split.Function,
        Sub.Function,
    }.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
}
