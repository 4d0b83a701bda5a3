using Hatchery.Core;
using Hatchery.Server.Api.Attempts;
using Hatchery.Server.Api.Hatchery.Audit;
using Hatchery.Server.Api.Hatchery.Backups;
using Hatchery.Server.Api.Hatchery.Claims;
using Hatchery.Server.Api.Hatchery.Guards;
using Hatchery.Server.Api.Hatchery.Keys;
using Hatchery.Server.Api.Hatchery.Templates;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>
/// Hatchery's own API, for what AWS has no operation for: one line for each operation. It follows AWS's ways (SigV4 with the
/// same keys, restJson1, errors, paging by maxResults and nextToken), so that any client of AWS's can be bent to it.
/// </summary>
public static class HatcheryApi
{
    /// <summary>No path of AWS IoT begins so.</summary>
    public const string Prefix = "/hatchery/";

    public static IReadOnlyList<ApiOperation> Operations { get; } =
    [
        new("ListOperations", "GET", "/hatchery/v1", ListOperations.Handle),
        new("Lint", "POST", "/hatchery/v1/lint", Lint.Handle),
        new("LintRegistry", "GET", "/hatchery/v1/lint", LintRegistry.Handle),
        new("Explain", "POST", "/hatchery/v1/explain", Explain.Handle),
        new("DryRun", "POST", "/hatchery/v1/dry-run", DryRun.Handle),
        new("ListAttempts", "GET", "/hatchery/v1/attempts", ListAttempts.Handle),
        new("DescribeAttempt", "GET", "/hatchery/v1/attempts/{attemptId}", DescribeAttempt.Handle),
        new("DescribeTemplateSettings", "GET", "/hatchery/v1/provisioning-templates/{templateName}/settings", DescribeTemplateSettings.Handle),
        new("PutTemplateSettings", "PUT", "/hatchery/v1/provisioning-templates/{templateName}/settings", PutTemplateSettings.Handle),
        new("ListTemplateWarnings", "GET", "/hatchery/v1/provisioning-templates/{templateName}/warnings", ListTemplateWarnings.Handle),
        .. GuardOperations.All,
        new("DescribeClaim", "GET", "/hatchery/v1/claims/{claim}", DescribeClaim.Handle),
        new("ListClaimDevices", "GET", "/hatchery/v1/claims/{claim}/devices", ListClaimDevices.Handle),
        new("RevokeClaim", "POST", "/hatchery/v1/claims/{claim}/revoke", RevokeClaim.Handle),
        new("ListApprovals", "GET", "/hatchery/v1/approvals", ListApprovals.Handle),
        new("ApproveRegistrations", "POST", "/hatchery/v1/approvals/approve", DecideApprovals.Approve),
        new("RefuseRegistrations", "POST", "/hatchery/v1/approvals/refuse", DecideApprovals.Refuse),
        new("Search", "GET", "/hatchery/v1/search", Search.Handle),
        new("ListOrphans", "GET", "/hatchery/v1/orphans", ListOrphans.Handle),
        new("CreateKey", "POST", "/hatchery/v1/keys", CreateKey.Handle),
        new("ListKeys", "GET", "/hatchery/v1/keys", ListKeys.Handle),
        new("DeleteKey", "DELETE", "/hatchery/v1/keys/{accessKeyId}", DeleteKey.Handle),
        new("CreateBackup", "POST", "/hatchery/v1/backup", CreateBackup.Handle),
        new("ListAudit", "GET", "/hatchery/v1/audit", ListAudit.Handle),
    ];

    public static OperationRouter Router => new(Operations, Unknown);

    static AwsError Unknown(string method, RawTarget target) => new(
        AwsErrorCode.UnknownOperation,
        $"Hatchery's API has no {method} {NearMiss.Quote(target.Path)}.{NearOperations.Hint(target.Segments(), Operations)} GET /hatchery/v1 lists its operations.");
}
