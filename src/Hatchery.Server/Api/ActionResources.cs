using System.Collections.Frozen;

namespace Hatchery.Server.Api;

/// <summary>
/// What each operation of AWS IoT acts on, for authorisation: none stands for <c>*</c>.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS IoT".
/// </summary>
static class ActionResources
{
    static readonly FrozenDictionary<string, Func<RequestedResources, IEnumerable<string?>>> ByOperation =
        new Dictionary<string, Func<RequestedResources, IEnumerable<string?>>>(
        [
            // The account's certificates as a whole, and what is asked of all of them.
            .. None(
                "DescribeEndpoint", "CreateKeysAndCertificate", "CreateCertificateFromCsr", "RegisterCertificateWithoutCA", "RegisterCertificate", "ListCertificates", "ListOutgoingCertificates",
                "GetRegistrationCode", "DeleteRegistrationCode", "RegisterCACertificate", "ListCACertificates", "ListCertificatesByCA",
                "ListPolicies", "ListAttachedPolicies", "ListPrincipalPolicies", "ListPolicyPrincipals", "ListThings", "ListPrincipalThings", "ListPrincipalThingsV2",
                "ListThingTypes", "ListThingGroups", "ListBillingGroups", "ListProvisioningTemplates", "RegisterThing",
                "StartThingRegistrationTask", "DescribeThingRegistrationTask", "StopThingRegistrationTask", "ListThingRegistrationTasks", "ListThingRegistrationTaskReports",
                "DescribeEventConfigurations", "UpdateEventConfigurations", "ListIndices", "GetIndexingConfiguration", "UpdateIndexingConfiguration", "ListRoleAliases", "ListDomainConfigurations",
                "ListRetainedMessages", "ListNamedShadowsForThing"),
            .. Labelled("cert", "certificateId",
                "DescribeCertificate", "UpdateCertificate", "DeleteCertificate",
                "TransferCertificate", "AcceptCertificateTransfer", "RejectCertificateTransfer", "CancelCertificateTransfer"),
            .. Labelled("cacert", "caCertificateId", "DescribeCACertificate", "UpdateCACertificate", "DeleteCACertificate"),
            .. Labelled("policy", "policyName",
                "CreatePolicy", "GetPolicy", "DeletePolicy", "CreatePolicyVersion", "GetPolicyVersion", "ListPolicyVersions", "DeletePolicyVersion", "SetDefaultPolicyVersion", "ListTargetsForPolicy"),
            On("AttachPolicy", r => [r.ArnMember("target")]),
            On("DetachPolicy", r => [r.ArnMember("target")]),
            On("AttachPrincipalPolicy", r => [r.ArnHeader("x-amzn-iot-principal")]),
            On("DetachPrincipalPolicy", r => [r.ArnHeader("x-amzn-iot-principal")]),
            On("GetEffectivePolicies", r => [r.ArnMember("principal")]),
            On("TestAuthorization", r => [r.ArnMember("principal")]),

            // Things, their types and groups.
            .. Labelled("thing", "thingName",
                "DescribeThing", "UpdateThing", "DeleteThing", "ListThingPrincipals", "ListThingPrincipalsV2", "ListThingGroupsForThing", "GetThingConnectivityData",
                "GetThingShadow", "UpdateThingShadow", "DeleteThingShadow"),
            On("CreateThing", r => [r.Label("thing", "thingName"), r.Member("billinggroup", "billingGroupName")]),
            On("AttachThingPrincipal", r => [r.ArnHeader("x-amzn-principal")]),
            On("DetachThingPrincipal", r => [r.ArnHeader("x-amzn-principal")]),
            .. Labelled("thingtype", "thingTypeName", "CreateThingType", "DescribeThingType", "UpdateThingType", "DeprecateThingType", "DeleteThingType"),
            .. Labelled("thinggroup", "thingGroupName", "CreateThingGroup", "DescribeThingGroup", "UpdateThingGroup", "DeleteThingGroup", "ListThingsInThingGroup", "CreateDynamicThingGroup"),
            .. Membership("thinggroup", "thingGroup", "AddThingToThingGroup", "RemoveThingFromThingGroup"),
            On("UpdateThingGroupsForThing", r => [r.Member("thing", "thingName"), .. r.Members("thinggroup", "thingGroupsToAdd"), .. r.Members("thinggroup", "thingGroupsToRemove")]),
            .. Labelled("billinggroup", "billingGroupName", "CreateBillingGroup", "DescribeBillingGroup", "UpdateBillingGroup", "DeleteBillingGroup", "ListThingsInBillingGroup"),
            .. Membership("billinggroup", "billingGroup", "AddThingToBillingGroup", "RemoveThingFromBillingGroup"),
            .. Labelled("index", "indexName", "DescribeIndex"),
            On("SearchIndex", r => [r.Member("index", "indexName") ?? r.Named("index", "AWS_Things")]),

            // Provisioning, and what else stands in the account.
            On("CreateProvisioningTemplate", r => [r.Member("provisioningtemplate", "templateName")]),
            .. Labelled("provisioningtemplate", "templateName",
                "DescribeProvisioningTemplate", "UpdateProvisioningTemplate", "DeleteProvisioningTemplate", "CreateProvisioningTemplateVersion", "DescribeProvisioningTemplateVersion",
                "DeleteProvisioningTemplateVersion", "ListProvisioningTemplateVersions", "CreateProvisioningClaim"),
            .. Labelled("rolealias", "roleAlias", "CreateRoleAlias", "DescribeRoleAlias", "UpdateRoleAlias", "DeleteRoleAlias"),
            .. Labelled("domainconfiguration", "domainConfigurationName",
                "CreateDomainConfiguration", "DescribeDomainConfiguration", "UpdateDomainConfiguration", "DeleteDomainConfiguration"),
            On("TagResource", r => [r.ArnMember("resourceArn")]),
            On("UntagResource", r => [r.ArnMember("resourceArn")]),
            On("ListTagsForResource", r => [r.ArnQuery("resourceArn")]),

            // The data plane.
            .. Labelled("topic", "topic", "Publish", "GetRetainedMessage"),
            .. Labelled("client", "clientId", "DeleteConnection"),
        ]).ToFrozenDictionary();

    public static bool Knows(string operation) => ByOperation.ContainsKey(operation);

    public static IReadOnlyList<string> Of(string operation, RequestedResources request) =>
        ByOperation.TryGetValue(operation, out var read) && read(request).OfType<string>().ToArray() is { Length: > 0 } named ? named : ["*"];

    static KeyValuePair<string, Func<RequestedResources, IEnumerable<string?>>> On(string operation, Func<RequestedResources, IEnumerable<string?>> read) => new(operation, read);

    static IEnumerable<KeyValuePair<string, Func<RequestedResources, IEnumerable<string?>>>> None(params string[] operations) =>
        operations.Select(operation => On(operation, _ => []));

    static IEnumerable<KeyValuePair<string, Func<RequestedResources, IEnumerable<string?>>>> Labelled(string type, string label, params string[] operations) =>
        operations.Select(operation => On(operation, r => [r.Label(type, label)]));

    // Both are named by name or by ARN, or by both.
    static IEnumerable<KeyValuePair<string, Func<RequestedResources, IEnumerable<string?>>>> Membership(string type, string member, params string[] operations) =>
        operations.Select(operation => On(operation, r =>
            [r.Member("thing", "thingName"), r.ArnMember("thingArn"), r.Member(type, $"{member}Name"), r.ArnMember($"{member}Arn")]));
}
