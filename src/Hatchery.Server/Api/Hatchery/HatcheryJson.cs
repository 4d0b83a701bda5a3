using System.Text.Json.Serialization;
using Hatchery.Server.Api.Hatchery.Audit;
using Hatchery.Server.Api.Hatchery.Keys;
using Hatchery.Server.Api.Hatchery.Templates;

namespace Hatchery.Server.Api.Hatchery;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(ListOperations.Response), TypeInfoPropertyName = "ListOperationsResponse")]
[JsonSerializable(typeof(Explain.Request), TypeInfoPropertyName = "ExplainRequest")]
[JsonSerializable(typeof(Explain.Response), TypeInfoPropertyName = "ExplainResponse")]
[JsonSerializable(typeof(Lint.Request), TypeInfoPropertyName = "LintRequest")]
[JsonSerializable(typeof(Lint.Response), TypeInfoPropertyName = "LintResponse")]
[JsonSerializable(typeof(LintRegistry.Response), TypeInfoPropertyName = "LintRegistryResponse")]
[JsonSerializable(typeof(LintRegistry.Subject), TypeInfoPropertyName = "LintRegistrySubject")]
[JsonSerializable(typeof(DryRun.Request), TypeInfoPropertyName = "DryRunRequest")]
[JsonSerializable(typeof(DryRun.Response), TypeInfoPropertyName = "DryRunResponse")]
[JsonSerializable(typeof(CreateKey.Request), TypeInfoPropertyName = "CreateKeyRequest")]
[JsonSerializable(typeof(KeyMember))]
[JsonSerializable(typeof(ListKeys.Response), TypeInfoPropertyName = "ListKeysResponse")]
[JsonSerializable(typeof(ListAudit.Response), TypeInfoPropertyName = "ListAuditResponse")]
[JsonSerializable(typeof(TemplateSettingsMember))]
[JsonSerializable(typeof(ListTemplateWarnings.Response), TypeInfoPropertyName = "ListTemplateWarningsResponse")]
[JsonSerializable(typeof(PutTemplateSettings.Request), TypeInfoPropertyName = "PutTemplateSettingsRequest")]
sealed partial class HatcheryJson : JsonSerializerContext;
