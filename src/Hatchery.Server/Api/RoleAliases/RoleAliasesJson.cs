using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.RoleAliases;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateRoleAlias.Request), TypeInfoPropertyName = "CreateRoleAliasRequest")]
[JsonSerializable(typeof(CreateRoleAlias.Response), TypeInfoPropertyName = "CreateRoleAliasResponse")]
[JsonSerializable(typeof(DescribeRoleAlias.Response), TypeInfoPropertyName = "DescribeRoleAliasResponse")]
[JsonSerializable(typeof(UpdateRoleAlias.Request), TypeInfoPropertyName = "UpdateRoleAliasRequest")]
[JsonSerializable(typeof(UpdateRoleAlias.Response), TypeInfoPropertyName = "UpdateRoleAliasResponse")]
[JsonSerializable(typeof(ListRoleAliases.Response), TypeInfoPropertyName = "ListRoleAliasesResponse")]
sealed partial class RoleAliasesJson : JsonSerializerContext;
