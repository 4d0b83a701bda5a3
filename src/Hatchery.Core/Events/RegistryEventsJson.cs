using System.Text.Json.Serialization;

namespace Hatchery.Core.Events;

/// <summary>A member without a value is there and null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ThingEvent.Members), TypeInfoPropertyName = "ThingEventMembers")]
[JsonSerializable(typeof(ThingTypeEvent.Members), TypeInfoPropertyName = "ThingTypeEventMembers")]
[JsonSerializable(typeof(ThingTypeAssociationEvent.Members), TypeInfoPropertyName = "ThingTypeAssociationEventMembers")]
[JsonSerializable(typeof(ThingGroupEvent.Members), TypeInfoPropertyName = "ThingGroupEventMembers")]
[JsonSerializable(typeof(ThingGroupMembershipEvent.Members), TypeInfoPropertyName = "ThingGroupMembershipEventMembers")]
[JsonSerializable(typeof(ThingGroupHierarchyEvent.Members), TypeInfoPropertyName = "ThingGroupHierarchyEventMembers")]
[JsonSerializable(typeof(CertificateRegisteredEvent.Members), TypeInfoPropertyName = "CertificateRegisteredEventMembers")]
sealed partial class RegistryEventsJson : JsonSerializerContext;
