using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Tags;

/// <summary>A tag on the wire; AWS's model spells its members with capitals.</summary>
public sealed record TagMember(
    [property: JsonPropertyName("Key")] string? Key = null,
    [property: JsonPropertyName("Value")] string? Value = null);
