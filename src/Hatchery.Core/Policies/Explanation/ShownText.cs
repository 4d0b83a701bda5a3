using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Policies.Explanation;

/// <summary>Texts from documents and requests, cut to what fits into a sentence.</summary>
static class ShownText
{
    const int TextMax = 120;
    const int ItemsMax = 6;

    public static string Of(string text) => text.Length <= TextMax ? text : text[..TextMax] + "…";

    public static string List(IReadOnlyList<TextPattern> patterns, string separator = ", ")
    {
        var shown = string.Join(separator, patterns.Take(ItemsMax).Select(pattern => Of(pattern.Source)));
        return patterns.Count > ItemsMax ? shown + separator + "…" : shown;
    }
}
