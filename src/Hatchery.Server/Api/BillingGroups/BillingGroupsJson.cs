using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.BillingGroups;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(BillingMembershipRequest))]
[JsonSerializable(typeof(CreateBillingGroup.Request), TypeInfoPropertyName = "CreateBillingGroupRequest")]
[JsonSerializable(typeof(CreateBillingGroup.Response), TypeInfoPropertyName = "CreateBillingGroupResponse")]
[JsonSerializable(typeof(DescribeBillingGroup.Response), TypeInfoPropertyName = "DescribeBillingGroupResponse")]
[JsonSerializable(typeof(UpdateBillingGroup.Request), TypeInfoPropertyName = "UpdateBillingGroupRequest")]
[JsonSerializable(typeof(UpdateBillingGroup.Response), TypeInfoPropertyName = "UpdateBillingGroupResponse")]
[JsonSerializable(typeof(ListBillingGroups.Response), TypeInfoPropertyName = "ListBillingGroupsResponse")]
[JsonSerializable(typeof(ListThingsInBillingGroup.Response), TypeInfoPropertyName = "ListThingsInBillingGroupResponse")]
sealed partial class BillingGroupsJson : JsonSerializerContext;
