using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Derives from the model, for a member with a good value, what must be refused: one value for each constraint on it and in it.</summary>
sealed class Violations(AwsModel model)
{
    /// <summary>No type of the model reads this as its own.</summary>
    public const string WrongType = "a value of its type";

    public const string Missing = "Member must not be null";

    static readonly string[] Odd = ["!", " ", "a b", "[", "\"", "é", "\u0007", "\uFFFD"];

    public IEnumerable<Violation> Of(InputMember member, JsonNode? good) => In(member.Name, member.Shape, good, OddFor(member.Location)).Where(violation => CanTravel(member, violation));

    IEnumerable<Violation> In(string path, JsonElement shape, JsonNode? good, string[] odd) => shape.GetProperty("type").GetString() switch
    {
        "structure" => Structure(path, shape, (JsonObject)good!, odd),
        "list" => List(path, shape, (JsonArray)good!, odd),
        "map" => Map(path, shape, (JsonObject)good!, odd),
        "string" => [.. Text(path, shape, odd), new(path, new JsonObject(), WrongType)],
        "boolean" => [new(path, "perhaps", WrongType)],
        "integer" or "long" => [.. Number(path, shape), new(path, "many", WrongType)],
        var other => throw new InvalidOperationException($"{path} is a {other}, which no test knows"),
    };

    IEnumerable<Violation> Structure(string path, JsonElement shape, JsonObject good, string[] odd)
    {
        yield return new(path, "text", WrongType);
        foreach (var member in shape.GetProperty("members").EnumerateObject().Where(member => good.ContainsKey(member.Name)))
        {
            foreach (var inner in In($"{path}.{member.Name}", model.ShapeOf(member.Value), good[member.Name], odd))
            {
                yield return inner with { Value = With(good, member.Name, inner.Value) };
            }
        }

        foreach (var required in shape.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [])
        {
            var without = (JsonObject)good.DeepClone();
            without.Remove(required);
            yield return new($"{path}.{required}", without, Missing);
        }
    }

    IEnumerable<Violation> List(string path, JsonElement shape, JsonArray good, string[] odd)
    {
        yield return new(path, "text", WrongType);
        if (Bound(shape, "min") is > 0 and var min)
        {
            yield return new(path, new JsonArray(), $"Member must have length greater than or equal to {min}");
        }

        if (Bound(shape, "max") is { } max)
        {
            yield return new(path, new JsonArray([.. Enumerable.Repeat(good[0], (int)max + 1).Select(item => item!.DeepClone())]), $"Member must have length less than or equal to {max}");
        }

        // The last item of a list has the most members of its shape.
        foreach (var inner in good.SelectMany((item, i) => In($"{path}.{i + 1}.member", model.ShapeOf(shape.GetProperty("member")), item, odd)))
        {
            yield return inner with { Value = new JsonArray(inner.Value?.DeepClone()) };
        }
    }

    IEnumerable<Violation> Map(string path, JsonElement shape, JsonObject good, string[] odd)
    {
        yield return new(path, "text", WrongType);
        var (key, value) = good.First();
        foreach (var inner in Text(path, model.ShapeOf(shape.GetProperty("key")), odd))
        {
            yield return inner with { Path = path + "'s key", Value = new JsonObject { [$"{inner.Value}"] = value!.DeepClone() } };
        }

        foreach (var inner in In($"{path}.{key}", model.ShapeOf(shape.GetProperty("value")), value, odd))
        {
            yield return inner with { Value = new JsonObject { [key] = inner.Value?.DeepClone() } };
        }
    }

    static IEnumerable<Violation> Number(string path, JsonElement shape)
    {
        if (Bound(shape, "min") is { } min)
        {
            yield return new(path, min - 1, $"Member must have value greater than or equal to {min}");
        }

        if (Bound(shape, "max") is { } max)
        {
            yield return new(path, max + 1, $"Member must have value less than or equal to {max}");
        }
    }

    static IEnumerable<Violation> Text(string path, JsonElement shape, string[] odd)
    {
        if (Bound(shape, "min") is > 0 and var min)
        {
            yield return new(path, new string('1', (int)min - 1), $"Member must have length greater than or equal to {min}");
        }

        if (Bound(shape, "max") is { } max)
        {
            yield return new(path, new string('1', (int)max + 1), $"Member must have length less than or equal to {max}");
        }

        if (shape.TryGetProperty("enum", out _))
        {
            yield return new(path, "NO_SUCH", "Member must satisfy enum value set: [");
        }

        if (shape.TryGetProperty("pattern", out var pattern) && BadFor(pattern.GetString()!, (int)(Bound(shape, "min") ?? 1), odd) is { } bad)
        {
            yield return new(path, bad, $"Member must satisfy regular expression pattern: {pattern}");
        }
    }

    /// <summary>Null when the pattern allows everything.</summary>
    static string? BadFor(string pattern, int length, string[] odd)
    {
        // Enough of Java's classes to tell odd characters; the server's own reading is not asked.
        var regex = new Regex($@"\A(?:{pattern.Replace(@"\p{Graph}", @"\x21-\x7E", StringComparison.Ordinal)})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return odd.Select(one => string.Concat(Enumerable.Repeat(one, Math.Max(length, 1)))).FirstOrDefault(text => !regex.IsMatch(text));
    }

    // A header holds ASCII that is no control character, and loses the blanks at its ends.
    static string[] OddFor(string location) => location == "header" ? ["!", "a b", "["] : Odd;

    // An absent label is another path; everything in a path or query is text.
    static bool CanTravel(InputMember member, Violation violation) => member.Location == "body"
        || (violation.Value is JsonValue && !(violation.Constraint == WrongType && member.Shape.GetProperty("type").GetString() == "string") && $"{violation.Value}" != "");

    static long? Bound(JsonElement shape, string name) => shape.TryGetProperty(name, out var bound) ? bound.GetInt64() : null;

    static JsonObject With(JsonObject good, string member, JsonNode? value)
    {
        var copy = (JsonObject)good.DeepClone();
        copy[member] = value?.DeepClone();
        return copy;
    }
}
