using Hatchery.Server.Api.CaCertificates;
using Hatchery.Server.Api.Certificates;
using Hatchery.Server.Api.Endpoints;
using Hatchery.Server.Api.Policies;
using Hatchery.Server.Api.Provisioning;

namespace Hatchery.Server.Api;

/// <summary>AWS IoT's control plane, noun by noun: one line for each operation.</summary>
public static partial class OperationTable
{
    static readonly ApiOperation[] EndpointOperations =
    [
        new("DescribeEndpoint", "GET", "/endpoint", DescribeEndpoint.Handle),
    ];

    static readonly ApiOperation[] CertificateOperations =
    [
        new("CreateKeysAndCertificate", "POST", "/keys-and-certificate", CreateKeysAndCertificate.Handle),
        new("CreateCertificateFromCsr", "POST", "/certificates", CreateCertificateFromCsr.Handle),
        new("RegisterCertificateWithoutCA", "POST", "/certificate/register-no-ca", RegisterCertificateWithoutCA.Handle),
        new("DescribeCertificate", "GET", "/certificates/{certificateId}", DescribeCertificate.Handle),
        new("UpdateCertificate", "PUT", "/certificates/{certificateId}", UpdateCertificate.Handle),
        new("DeleteCertificate", "DELETE", "/certificates/{certificateId}", DeleteCertificate.Handle),
        new("ListCertificates", "GET", "/certificates", ListCertificates.Handle),
    ];

    static readonly ApiOperation[] CaCertificateOperations =
    [
        new("GetRegistrationCode", "GET", "/registrationcode", GetRegistrationCode.Handle),
        new("DeleteRegistrationCode", "DELETE", "/registrationcode", DeleteRegistrationCode.Handle),
        new("RegisterCACertificate", "POST", "/cacertificate", RegisterCACertificate.Handle),
        new("DescribeCACertificate", "GET", "/cacertificate/{caCertificateId}", DescribeCACertificate.Handle),
        new("UpdateCACertificate", "PUT", "/cacertificate/{caCertificateId}", UpdateCACertificate.Handle),
        new("DeleteCACertificate", "DELETE", "/cacertificate/{caCertificateId}", DeleteCACertificate.Handle),
        new("ListCACertificates", "GET", "/cacertificates", ListCACertificates.Handle),
        new("ListCertificatesByCA", "GET", "/certificates-by-ca/{caCertificateId}", ListCertificatesByCA.Handle),
        new("RegisterCertificate", "POST", "/certificate/register", RegisterCertificate.Handle),
    ];

    static readonly ApiOperation[] PolicyOperations =
    [
        new("CreatePolicy", "POST", "/policies/{policyName}", CreatePolicy.Handle),
        new("GetPolicy", "GET", "/policies/{policyName}", GetPolicy.Handle),
        new("ListPolicies", "GET", "/policies", ListPolicies.Handle),
        new("DeletePolicy", "DELETE", "/policies/{policyName}", DeletePolicy.Handle),
        new("CreatePolicyVersion", "POST", "/policies/{policyName}/version", CreatePolicyVersion.Handle),
        new("GetPolicyVersion", "GET", "/policies/{policyName}/version/{policyVersionId}", GetPolicyVersion.Handle),
        new("ListPolicyVersions", "GET", "/policies/{policyName}/version", ListPolicyVersions.Handle),
        new("DeletePolicyVersion", "DELETE", "/policies/{policyName}/version/{policyVersionId}", DeletePolicyVersion.Handle),
        new("SetDefaultPolicyVersion", "PATCH", "/policies/{policyName}/version/{policyVersionId}", SetDefaultPolicyVersion.Handle),
        new("AttachPolicy", "PUT", "/target-policies/{policyName}", AttachPolicy.Handle),
        new("DetachPolicy", "POST", "/target-policies/{policyName}", DetachPolicy.Handle),
        new("ListAttachedPolicies", "POST", "/attached-policies/{target}", ListAttachedPolicies.Handle),
        new("ListTargetsForPolicy", "POST", "/policy-targets/{policyName}", ListTargetsForPolicy.Handle),
        new("AttachPrincipalPolicy", "PUT", "/principal-policies/{policyName}", AttachPrincipalPolicy.Handle),
        new("DetachPrincipalPolicy", "DELETE", "/principal-policies/{policyName}", DetachPrincipalPolicy.Handle),
        new("ListPrincipalPolicies", "GET", "/principal-policies", ListPrincipalPolicies.Handle),
        new("ListPolicyPrincipals", "GET", "/policy-principals", ListPolicyPrincipals.Handle),
        new("GetEffectivePolicies", "POST", "/effective-policies", GetEffectivePolicies.Handle),
        new("TestAuthorization", "POST", "/test-authorization", TestAuthorization.Handle),
    ];

    static readonly ApiOperation[] ProvisioningOperations =
    [
        new("CreateProvisioningClaim", "POST", "/provisioning-templates/{templateName}/provisioning-claim", CreateProvisioningClaim.Handle),
        new("RegisterThing", "POST", "/things", RegisterThing.Handle),
        new("StartThingRegistrationTask", "POST", "/thing-registration-tasks", StartThingRegistrationTask.Handle),
        new("DescribeThingRegistrationTask", "GET", "/thing-registration-tasks/{taskId}", DescribeThingRegistrationTask.Handle),
        new("StopThingRegistrationTask", "PUT", "/thing-registration-tasks/{taskId}/cancel", StopThingRegistrationTask.Handle),
        new("ListThingRegistrationTasks", "GET", "/thing-registration-tasks", ListThingRegistrationTasks.Handle),
        new("ListThingRegistrationTaskReports", "GET", "/thing-registration-tasks/{taskId}/reports", ListThingRegistrationTaskReports.Handle),
    ];

    /// <summary>Every operation that is built.</summary>
    public static IReadOnlyList<ApiOperation> All =>
        [.. EndpointOperations, .. CertificateOperations, .. CaCertificateOperations, .. PolicyOperations, .. RegistryOperations, .. ProvisioningOperations];
}
