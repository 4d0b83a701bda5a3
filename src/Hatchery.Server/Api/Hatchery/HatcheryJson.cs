using System.Text.Json.Serialization;
using Hatchery.Server.Api.Hatchery.Audit;
using Hatchery.Server.Api.Hatchery.Backups;
using Hatchery.Server.Api.Hatchery.Claims;
using Hatchery.Server.Api.Hatchery.Guards;
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
[JsonSerializable(typeof(CreateBackup.Request), TypeInfoPropertyName = "CreateBackupRequest")]
[JsonSerializable(typeof(ListAudit.Response), TypeInfoPropertyName = "ListAuditResponse")]
[JsonSerializable(typeof(TemplateSettingsMember))]
[JsonSerializable(typeof(ListTemplateWarnings.Response), TypeInfoPropertyName = "ListTemplateWarningsResponse")]
[JsonSerializable(typeof(PutTemplateSettings.Request), TypeInfoPropertyName = "PutTemplateSettingsRequest")]
[JsonSerializable(typeof(GuardsMember))]
[JsonSerializable(typeof(PutGuards.Request), TypeInfoPropertyName = "PutGuardsRequest")]
[JsonSerializable(typeof(AddAllowedSerials.Request), TypeInfoPropertyName = "AddAllowedSerialsRequest")]
[JsonSerializable(typeof(AddAllowedSerials.Response), TypeInfoPropertyName = "AddAllowedSerialsResponse")]
[JsonSerializable(typeof(ListAllowedSerials.Response), TypeInfoPropertyName = "ListAllowedSerialsResponse")]
[JsonSerializable(typeof(ListAllowedSerials.Listed), TypeInfoPropertyName = "ListAllowedSerialsItem")]
[JsonSerializable(typeof(ClaimMember))]
[JsonSerializable(typeof(ListClaimDevices.Response), TypeInfoPropertyName = "ListClaimDevicesResponse")]
[JsonSerializable(typeof(ListClaimDevices.Device), TypeInfoPropertyName = "ListClaimDevicesItem")]
[JsonSerializable(typeof(RevokeClaim.Request), TypeInfoPropertyName = "RevokeClaimRequest")]
[JsonSerializable(typeof(RevokeClaim.Response), TypeInfoPropertyName = "RevokeClaimResponse")]
[JsonSerializable(typeof(ListApprovals.Response), TypeInfoPropertyName = "ListApprovalsResponse")]
[JsonSerializable(typeof(ListApprovals.Approval), TypeInfoPropertyName = "ListApprovalsItem")]
[JsonSerializable(typeof(DecideApprovals.Request), TypeInfoPropertyName = "DecideApprovalsRequest")]
[JsonSerializable(typeof(DecideApprovals.Response), TypeInfoPropertyName = "DecideApprovalsResponse")]
[JsonSerializable(typeof(ListOrphans.Response), TypeInfoPropertyName = "ListOrphansResponse")]
[JsonSerializable(typeof(ListOrphans.Found), TypeInfoPropertyName = "ListOrphansItem")]
[JsonSerializable(typeof(Search.Response), TypeInfoPropertyName = "SearchResponse")]
sealed partial class HatcheryJson : JsonSerializerContext;
