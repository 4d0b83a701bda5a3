namespace Hatchery.Core.Templates;

/// <summary>What an expression of a template evaluates to: a text or a list of texts. Exactly one is set.</summary>
readonly record struct TemplateValue
{
    TemplateValue(string? text, IReadOnlyList<string>? list) => (Text, List) = (text, list);

    public string? Text { get; }

    public IReadOnlyList<string>? List { get; }

    public static TemplateValue Of(string text) => new(text, null);

    public static TemplateValue Of(IReadOnlyList<string> list) => new(null, list);
}

/// <summary>What is known of a value before it is evaluated.</summary>
enum ValueKind
{
    Text,
    List,

    /// <summary>Known only at registration, such as a value out of a mapping.</summary>
    Either,
}
