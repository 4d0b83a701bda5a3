using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Provisioning.Guards;

namespace Hatchery.Server.Storage.Tables;

/// <summary>The settings of guards as a JSON column.</summary>
static class StoredGuards
{
    public static string Write(ClaimGuards guards) => JsonSerializer.Serialize(guards, StoredGuardsContext.Default.ClaimGuards);

    public static ClaimGuards Read(string json) => JsonSerializer.Deserialize(json, StoredGuardsContext.Default.ClaimGuards)!;
}

// An unknown member is a guard of a newer version: to overlook it would let devices pass that it keeps out.
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ClaimGuards))]
sealed partial class StoredGuardsContext : JsonSerializerContext;
