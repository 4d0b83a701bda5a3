using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Attributes and name lists as JSON columns.</summary>
static class StoredJson
{
    static readonly Dictionary<string, string> NoAttributes = [];

    public static string Write(IReadOnlyDictionary<string, string> attributes) =>
        attributes.Count == 0 ? "{}" : JsonSerializer.Serialize(attributes, StoredJsonContext.Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadAttributes(string json) =>
        json == "{}" ? NoAttributes : JsonSerializer.Deserialize(json, StoredJsonContext.Default.DictionaryStringString)!;

    public static string Write(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, StoredJsonContext.Default.IReadOnlyListString);

    public static IReadOnlyList<string> ReadNames(string json) => JsonSerializer.Deserialize(json, StoredJsonContext.Default.StringArray)!;
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
sealed partial class StoredJsonContext : JsonSerializerContext;
