using System.Text.Json;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Compares an answer with the shape that the model gives it.</summary>
static class AnswerShape
{
    /// <summary>Everything about an answer that an SDK could not read.</summary>
    public static IEnumerable<string> Problems(AwsModel model, string path, JsonElement value, JsonElement shape) => shape.GetProperty("type").GetString() switch
    {
        "structure" => value.ValueKind == JsonValueKind.Object ? Structure(model, path, value, shape) : [$"{path} is no object"],
        "list" => value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().SelectMany(item => Problems(model, path + "[]", item, model.ShapeOf(shape.GetProperty("member"))))
            : [$"{path} is no list"],
        "map" => value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().SelectMany(entry => Problems(model, $"{path}.{entry.Name}", entry.Value, model.ShapeOf(shape.GetProperty("value"))))
            : [$"{path} is no map"],
        "string" => value.ValueKind == JsonValueKind.String ? Text(path, value.GetString()!, shape) : [$"{path} is no string"],
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [$"{path} is no boolean"],
        "integer" or "long" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? [] : [$"{path} is no whole number"],
        "timestamp" or "double" or "float" => value.ValueKind == JsonValueKind.Number ? [] : [$"{path} is no number"],
        var other => [$"{path} is a {other}, which no test knows"],
    };

    /// <summary>Members of a shape that none of the answers has. Of a member that is missing, what it would hold is not told.</summary>
    public static IEnumerable<string> Missing(AwsModel model, string path, IReadOnlyList<JsonElement> values, JsonElement shape)
    {
        if (shape.TryGetProperty("member", out var item))
        {
            return Missing(model, path, [.. values.SelectMany(list => list.EnumerateArray())], model.ShapeOf(item));
        }

        return shape.TryGetProperty("members", out var members) && values.Count > 0
            ? members.EnumerateObject().SelectMany(member =>
            {
                var name = WireName(member);
                List<JsonElement> given = [.. values.Where(value => value.TryGetProperty(name, out _)).Select(value => value.GetProperty(name))];
                var inner = path.Length == 0 ? name : $"{path}.{name}";
                return given.Count == 0 ? [inner] : Missing(model, inner, given, model.ShapeOf(member.Value));
            })
            : [];
    }

    static IEnumerable<string> Structure(AwsModel model, string path, JsonElement value, JsonElement shape)
    {
        var members = shape.GetProperty("members");
        foreach (var member in value.EnumerateObject())
        {
            var definition = members.EnumerateObject().FirstOrDefault(m => WireName(m) == member.Name);
            if (definition.Value.ValueKind == JsonValueKind.Undefined)
            {
                yield return $"{path}.{member.Name} is not in AWS's model";
                continue;
            }

            foreach (var problem in Problems(model, $"{path}.{member.Name}", member.Value, model.ShapeOf(definition.Value)))
            {
                yield return problem;
            }
        }

        if (shape.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            {
                yield return $"{path}.{name} is required and absent";
            }
        }
    }

    static IEnumerable<string> Text(string path, string text, JsonElement shape) =>
        shape.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => one.GetString() == text)
            ? [$"{path} is '{text}', none of the model's values"]
            : [];

    static string WireName(JsonProperty member) =>
        member.Value.TryGetProperty("locationName", out var wire) ? wire.GetString()! : member.Name;
}
