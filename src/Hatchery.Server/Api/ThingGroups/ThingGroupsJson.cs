using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.ThingGroups;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(MembershipRequest))]
[JsonSerializable(typeof(CreateThingGroup.Request), TypeInfoPropertyName = "CreateThingGroupRequest")]
[JsonSerializable(typeof(CreateThingGroup.Response), TypeInfoPropertyName = "CreateThingGroupResponse")]
[JsonSerializable(typeof(DescribeThingGroup.Response), TypeInfoPropertyName = "DescribeThingGroupResponse")]
[JsonSerializable(typeof(UpdateThingGroup.Request), TypeInfoPropertyName = "UpdateThingGroupRequest")]
[JsonSerializable(typeof(UpdateThingGroup.Response), TypeInfoPropertyName = "UpdateThingGroupResponse")]
[JsonSerializable(typeof(ListThingGroups.Response), TypeInfoPropertyName = "ListThingGroupsResponse")]
[JsonSerializable(typeof(UpdateThingGroupsForThing.Request), TypeInfoPropertyName = "UpdateThingGroupsForThingRequest")]
[JsonSerializable(typeof(ListThingsInThingGroup.Response), TypeInfoPropertyName = "ListThingsInThingGroupResponse")]
[JsonSerializable(typeof(ListThingGroupsForThing.Response), TypeInfoPropertyName = "ListThingGroupsForThingResponse")]
sealed partial class ThingGroupsJson : JsonSerializerContext;
