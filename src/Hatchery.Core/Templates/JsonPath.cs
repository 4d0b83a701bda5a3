using System.Text.Json;

namespace Hatchery.Core.Templates;

/// <summary>Where in a document something stands: <c>$.Resources.thing.Properties.ThingGroups[0]</c>.</summary>
readonly record struct JsonPath(string Text)
{
    public static readonly JsonPath Root = new("$");

    public JsonPath this[int index] => new($"{Text}[{index}]");

    public JsonPath this[string key] => new(IsPlain(key) ? $"{Text}.{key}" : $"{Text}['{JsonEncodedText.Encode(key)}']");

    public override string ToString() => Text;

    static bool IsPlain(string key) => key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
