using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Events;

/// <summary>The switch of one event type, upper case as AWS's model has it; without a value it is off.</summary>
public sealed record EventConfiguration([property: JsonPropertyName("Enabled")] bool Enabled = false);
