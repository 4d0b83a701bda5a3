using System.Text.Json;

namespace Hatchery.Core.Templates.Expressions;

/// <summary>
/// A JSON document within a template that may hold functions at any depth: a policy document written as an object. Values are
/// written by a JSON writer, so that nothing a device sends can break out of its string.
/// </summary>
sealed class DocumentExpression
{
    readonly Action<Utf8JsonWriter, TemplateScope> write;

    DocumentExpression(Action<Utf8JsonWriter, TemplateScope> write, bool isConstant) => (this.write, IsConstant) = (write, isConstant);

    public bool IsConstant { get; }

    /// <summary>The document without white space.</summary>
    public string Render(TemplateScope scope) => JsonText.Write(writer => write(writer, scope));

    /// <summary>Null after an error.</summary>
    public static DocumentExpression? Parse(JsonElement json, JsonPath path, ParseContext context) => json.ValueKind switch
    {
        JsonValueKind.Object when ExpressionParser.IsCall(json) => Computed(ExpressionParser.Call(json, path, ValueKind.Either, context)),
        JsonValueKind.Object => Object(json.EnumerateObject().Select(member => (member.Name, Parse(member.Value, path[member.Name], context))).ToList()),
        JsonValueKind.Array => Array(json.EnumerateArray().Select((item, i) => Parse(item, path[i], context)).ToList()),
        _ => Literal(json.Clone()),
    };

    static DocumentExpression Literal(JsonElement json) => new((writer, _) => json.WriteTo(writer), isConstant: true);

    static DocumentExpression? Computed(CallExpression? call) => call is null ? null : new((writer, scope) => Write(writer, call.Evaluate(scope)), call.IsConstant);

    static DocumentExpression? Object(List<(string Name, DocumentExpression? Value)> members)
    {
        if (members.Exists(member => member.Value is null))
        {
            return null;
        }

        return new((writer, scope) =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                value!.write(writer, scope);
            }

            writer.WriteEndObject();
        }, members.TrueForAll(member => member.Value!.IsConstant));
    }

    static DocumentExpression? Array(List<DocumentExpression?> items)
    {
        if (items.Contains(null))
        {
            return null;
        }

        return new((writer, scope) =>
        {
            writer.WriteStartArray();
            items.ForEach(item => item!.write(writer, scope));
            writer.WriteEndArray();
        }, items.TrueForAll(item => item!.IsConstant));
    }

    static void Write(Utf8JsonWriter writer, TemplateValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartArray();
        foreach (var item in value.List!)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
