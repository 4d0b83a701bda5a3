using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Things;

namespace Hatchery.Server.Storage.Tables;

/// <summary>Attributes and lists as JSON columns.</summary>
static class StoredJson
{
    static readonly Dictionary<string, string> NoAttributes = [];

    public static string Write(IReadOnlyDictionary<string, string> attributes) =>
        attributes.Count == 0 ? "{}" : JsonSerializer.Serialize(attributes, StoredJsonContext.Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadAttributes(string json) =>
        json == "{}" ? NoAttributes : JsonSerializer.Deserialize(json, StoredJsonContext.Default.DictionaryStringString)!;

    public static string Write(IReadOnlyList<string> names) => JsonSerializer.Serialize(names, StoredJsonContext.Default.IReadOnlyListString);

    public static string? WriteOrNull(IReadOnlyList<PropagatingAttribute> attributes) =>
        attributes.Count == 0 ? null : JsonSerializer.Serialize(attributes, StoredJsonContext.Default.IReadOnlyListPropagatingAttribute);

    public static IReadOnlyList<PropagatingAttribute> ReadPropagatingAttributes(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, StoredJsonContext.Default.PropagatingAttributeArray)!;

    public static IReadOnlyList<string> ReadNames(string json) => JsonSerializer.Deserialize(json, StoredJsonContext.Default.StringArray)!;
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IReadOnlyList<PropagatingAttribute>))]
[JsonSerializable(typeof(PropagatingAttribute[]))]
sealed partial class StoredJsonContext : JsonSerializerContext;
