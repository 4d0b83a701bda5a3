using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Policies;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreatePolicyRequest))]
[JsonSerializable(typeof(CreatePolicyResponse))]
[JsonSerializable(typeof(GetPolicyResponse))]
[JsonSerializable(typeof(PoliciesPage))]
[JsonSerializable(typeof(CreatePolicyVersionRequest))]
[JsonSerializable(typeof(CreatePolicyVersionResponse))]
[JsonSerializable(typeof(GetPolicyVersionResponse))]
[JsonSerializable(typeof(ListPolicyVersionsResponse))]
[JsonSerializable(typeof(TargetRequest))]
[JsonSerializable(typeof(ListTargetsForPolicyResponse))]
[JsonSerializable(typeof(ListPolicyPrincipalsResponse))]
[JsonSerializable(typeof(TestAuthorizationRequest))]
[JsonSerializable(typeof(TestAuthorizationResponse))]
[JsonSerializable(typeof(GetEffectivePoliciesRequest))]
[JsonSerializable(typeof(GetEffectivePoliciesResponse))]
sealed partial class PoliciesJson : JsonSerializerContext;
