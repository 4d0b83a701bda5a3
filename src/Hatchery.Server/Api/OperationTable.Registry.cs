using Hatchery.Server.Api.BillingGroups;
using Hatchery.Server.Api.Events;
using Hatchery.Server.Api.Indexing;
using Hatchery.Server.Api.RoleAliases;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Api.Templates;
using Hatchery.Server.Api.ThingGroups;
using Hatchery.Server.Api.Things;
using Hatchery.Server.Api.ThingTypes;

namespace Hatchery.Server.Api;

static partial class OperationTable
{
    /// <summary>What an operator keeps in the registry: things, their types and groups, the templates that make them, role aliases, and tags.</summary>
    public static readonly ApiOperation[] RegistryOperations =
    [
        // Things
        new("CreateThing", "POST", "/things/{thingName}", CreateThing.Handle),
        new("DescribeThing", "GET", "/things/{thingName}", DescribeThing.Handle),
        new("UpdateThing", "PATCH", "/things/{thingName}", UpdateThing.Handle),
        new("DeleteThing", "DELETE", "/things/{thingName}", DeleteThing.Handle),
        new("ListThings", "GET", "/things", ListThings.Handle),
        new("AttachThingPrincipal", "PUT", "/things/{thingName}/principals", AttachThingPrincipal.Handle),
        new("DetachThingPrincipal", "DELETE", "/things/{thingName}/principals", DetachThingPrincipal.Handle),
        new("ListThingPrincipals", "GET", "/things/{thingName}/principals", ListThingPrincipals.Handle),
        new("ListThingPrincipalsV2", "GET", "/things/{thingName}/principals-v2", ListThingPrincipalsV2.Handle),
        new("ListPrincipalThings", "GET", "/principals/things", ListPrincipalThings.Handle),
        new("ListPrincipalThingsV2", "GET", "/principals/things-v2", ListPrincipalThingsV2.Handle),
        new("GetThingConnectivityData", "POST", "/things/{thingName}/connectivity-data", GetThingConnectivityData.Handle),

        // Fleet indexing
        new("SearchIndex", "POST", "/indices/search", SearchIndex.Handle),
        new("DescribeIndex", "GET", "/indices/{indexName}", DescribeIndex.Handle),
        new("ListIndices", "GET", "/indices", ListIndices.Handle),
        new("GetIndexingConfiguration", "GET", "/indexing/config", GetIndexingConfiguration.Handle),
        new("UpdateIndexingConfiguration", "POST", "/indexing/config", UpdateIndexingConfiguration.Handle),

        // Thing types
        new("CreateThingType", "POST", "/thing-types/{thingTypeName}", CreateThingType.Handle),
        new("DescribeThingType", "GET", "/thing-types/{thingTypeName}", DescribeThingType.Handle),
        new("UpdateThingType", "PATCH", "/thing-types/{thingTypeName}", UpdateThingType.Handle),
        new("DeprecateThingType", "POST", "/thing-types/{thingTypeName}/deprecate", DeprecateThingType.Handle),
        new("DeleteThingType", "DELETE", "/thing-types/{thingTypeName}", DeleteThingType.Handle),
        new("ListThingTypes", "GET", "/thing-types", ListThingTypes.Handle),

        // Thing groups
        new("CreateThingGroup", "POST", "/thing-groups/{thingGroupName}", CreateThingGroup.Handle),
        new("DescribeThingGroup", "GET", "/thing-groups/{thingGroupName}", DescribeThingGroup.Handle),
        new("UpdateThingGroup", "PATCH", "/thing-groups/{thingGroupName}", UpdateThingGroup.Handle),
        new("DeleteThingGroup", "DELETE", "/thing-groups/{thingGroupName}", DeleteThingGroup.Handle),
        new("ListThingGroups", "GET", "/thing-groups", ListThingGroups.Handle),
        new("AddThingToThingGroup", "PUT", "/thing-groups/addThingToThingGroup", AddThingToThingGroup.Handle),
        new("RemoveThingFromThingGroup", "PUT", "/thing-groups/removeThingFromThingGroup", RemoveThingFromThingGroup.Handle),
        new("UpdateThingGroupsForThing", "PUT", "/thing-groups/updateThingGroupsForThing", UpdateThingGroupsForThing.Handle),
        new("ListThingsInThingGroup", "GET", "/thing-groups/{thingGroupName}/things", ListThingsInThingGroup.Handle),
        new("ListThingGroupsForThing", "GET", "/things/{thingName}/thing-groups", ListThingGroupsForThing.Handle),

        // Billing groups
        new("CreateBillingGroup", "POST", "/billing-groups/{billingGroupName}", CreateBillingGroup.Handle),
        new("DescribeBillingGroup", "GET", "/billing-groups/{billingGroupName}", DescribeBillingGroup.Handle),
        new("UpdateBillingGroup", "PATCH", "/billing-groups/{billingGroupName}", UpdateBillingGroup.Handle),
        new("DeleteBillingGroup", "DELETE", "/billing-groups/{billingGroupName}", DeleteBillingGroup.Handle),
        new("ListBillingGroups", "GET", "/billing-groups", ListBillingGroups.Handle),
        new("AddThingToBillingGroup", "PUT", "/billing-groups/addThingToBillingGroup", AddThingToBillingGroup.Handle),
        new("RemoveThingFromBillingGroup", "PUT", "/billing-groups/removeThingFromBillingGroup", RemoveThingFromBillingGroup.Handle),
        new("ListThingsInBillingGroup", "GET", "/billing-groups/{billingGroupName}/things", ListThingsInBillingGroup.Handle),

        // Events
        new("DescribeEventConfigurations", "GET", "/event-configurations", DescribeEventConfigurations.Handle),
        new("UpdateEventConfigurations", "PATCH", "/event-configurations", UpdateEventConfigurations.Handle),

        // Provisioning templates
        new("CreateProvisioningTemplate", "POST", "/provisioning-templates", CreateProvisioningTemplate.Handle),
        new("DescribeProvisioningTemplate", "GET", "/provisioning-templates/{templateName}", DescribeProvisioningTemplate.Handle),
        new("UpdateProvisioningTemplate", "PATCH", "/provisioning-templates/{templateName}", UpdateProvisioningTemplate.Handle),
        new("DeleteProvisioningTemplate", "DELETE", "/provisioning-templates/{templateName}", DeleteProvisioningTemplate.Handle),
        new("ListProvisioningTemplates", "GET", "/provisioning-templates", ListProvisioningTemplates.Handle),
        new("CreateProvisioningTemplateVersion", "POST", "/provisioning-templates/{templateName}/versions", CreateProvisioningTemplateVersion.Handle),
        new("DescribeProvisioningTemplateVersion", "GET", "/provisioning-templates/{templateName}/versions/{versionId}", DescribeProvisioningTemplateVersion.Handle),
        new("DeleteProvisioningTemplateVersion", "DELETE", "/provisioning-templates/{templateName}/versions/{versionId}", DeleteProvisioningTemplateVersion.Handle),
        new("ListProvisioningTemplateVersions", "GET", "/provisioning-templates/{templateName}/versions", ListProvisioningTemplateVersions.Handle),

        // Tags
        new("TagResource", "POST", "/tags", TagResource.Handle),
        new("UntagResource", "POST", "/untag", UntagResource.Handle),
        new("ListTagsForResource", "GET", "/tags", ListTagsForResource.Handle),

        // Role aliases
        new("CreateRoleAlias", "POST", "/role-aliases/{roleAlias}", CreateRoleAlias.Handle),
        new("DescribeRoleAlias", "GET", "/role-aliases/{roleAlias}", DescribeRoleAlias.Handle),
        new("UpdateRoleAlias", "PUT", "/role-aliases/{roleAlias}", UpdateRoleAlias.Handle),
        new("DeleteRoleAlias", "DELETE", "/role-aliases/{roleAlias}", DeleteRoleAlias.Handle),
        new("ListRoleAliases", "GET", "/role-aliases", ListRoleAliases.Handle),
    ];
}
