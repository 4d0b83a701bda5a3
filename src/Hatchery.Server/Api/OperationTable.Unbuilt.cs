using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// The rest of AWS IoT's provisioning and registry operations: known, not built yet, refused by name. A line leaves this list
/// when its operation enters <see cref="All"/>.
/// </summary>
public static partial class OperationTable
{
    /// <summary>Operations that are refused as not built.</summary>
    public static IReadOnlyList<ApiOperation> Unbuilt =>
    [
        Later("TransferCertificate", "PATCH", "/transfer-certificate/{certificateId}"),
        Later("AcceptCertificateTransfer", "PATCH", "/accept-certificate-transfer/{certificateId}"),
        Later("RejectCertificateTransfer", "PATCH", "/reject-certificate-transfer/{certificateId}"),
        Later("CancelCertificateTransfer", "PATCH", "/cancel-certificate-transfer/{certificateId}"),
        Later("ListOutgoingCertificates", "GET", "/certificates-out-going"),
        Later("CreateDynamicThingGroup", "POST", "/dynamic-thing-groups/{thingGroupName}"),
        Later("CreateDomainConfiguration", "POST", "/domainConfigurations/{domainConfigurationName}"),
        Later("DescribeDomainConfiguration", "GET", "/domainConfigurations/{domainConfigurationName}"),
        Later("UpdateDomainConfiguration", "PUT", "/domainConfigurations/{domainConfigurationName}"),
        Later("DeleteDomainConfiguration", "DELETE", "/domainConfigurations/{domainConfigurationName}"),
        Later("ListDomainConfigurations", "GET", "/domainConfigurations"),
    ];

    internal static ApiOperation Later(string name, string method, string path) => new(name, method, path, (_, _, _) =>
        throw new AwsError(AwsErrorCode.UnknownOperation, $"{name} is not built in Hatchery yet"));
}
