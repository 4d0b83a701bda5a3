using System.Text.Json.Serialization;

namespace Hatchery.Core.Events;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(LifecycleEvent))]
sealed partial class LifecycleEventJson : JsonSerializerContext;
