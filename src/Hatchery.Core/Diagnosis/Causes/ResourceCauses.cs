namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What a template asks of the registry and can't have.</summary>
public static class ResourceCauses
{
    public static readonly Cause ThingNameInvalid = new("thing-name-invalid", "A name that the template makes is not valid.",
        Seen.Rejected, "Use 1 to 128 characters of a-z A-Z 0-9 : _ -; mind spaces and slashes in serial numbers.", "the device's parameters");

    public static readonly Cause AttributeInvalid = new("attribute-invalid", "An attribute's name or value is not valid.",
        Seen.Rejected, "Values take letters, digits and _.,@/:#=[]- but no spaces.", "the device's parameters, or the template");

    public static readonly Cause TooManyAttributes = new("too-many-attributes", "The thing would have more than 50 attributes.",
        Seen.Rejected, "Use fewer.", "the template");

    public static readonly Cause AttributesNeedType = new("attributes-need-type", "More than 3 attributes need a thing type.",
        Seen.Rejected, "Give the thing a ThingTypeName, or use at most 3 attributes.", "the template");

    public static readonly Cause ThingGroupMissing = new("thing-group-missing", "A thing group of the template does not exist.",
        Seen.Rejected, "create-thing-group, or correct its name; a template creates none.", "the registry, or the template");

    public static readonly Cause BillingGroupMissing = new("billing-group-missing", "The billing group of the template does not exist.",
        Seen.Rejected, "create-billing-group, or correct its name; a template creates none.", "the registry, or the template");

    public static readonly Cause TooManyGroups = new("too-many-groups", "The thing would be in more than 10 groups.",
        Seen.Rejected, "Use fewer groups.", "the template");

    public static readonly Cause ThingTypeMissing = new("thing-type-missing", "The thing type of the template does not exist.",
        Seen.Rejected, "create-thing-type, or correct its name; a template creates none.", "the registry, or the template");

    public static readonly Cause ThingTypeDeprecated = new("thing-type-deprecated", "The thing type of the template is deprecated.",
        Seen.Rejected, "deprecate-thing-type --undo-deprecate, or another type.", "the thing type");

    public static readonly Cause PolicyMissing = new("policy-missing", "A policy that the template names does not exist.",
        Seen.Rejected, "create-policy, or correct its name.", "the registry, or the template");

    public static readonly Cause PolicyNameInvalid = new("policy-name-invalid", "A policy name that the template makes is not valid.",
        Seen.Rejected, "Use 1 to 128 characters of letters, digits and +=,.@-", "the template");

    public static readonly Cause PolicyDocumentRefused = new("policy-document-refused", "The policy document that the template makes is refused.",
        Seen.Rejected, "Correct the PolicyDocument; mind what the parameters put into it.", "the template");

    public static readonly Cause TooManyPolicies = new("too-many-policies", "The certificate would have more than 10 policies.",
        Seen.Rejected, "Use fewer policies.", "the template");

    public static readonly Cause ResourceExists = new("resource-exists", "Something the template makes exists, and its OverrideSettings say FAIL.",
        Seen.Rejected, "Use DO_NOTHING or REPLACE if the device may provision again; else find out who used the name.", "the template's OverrideSettings");

    public static readonly Cause ExclusiveAttachment = new("exclusive-attachment", "The certificate is attached to another thing, and one of the attachments is exclusive.",
        Seen.Rejected, "Detach the other thing, or use a non-exclusive ThingPrincipalType.", "the registry, or the template");

    public static readonly Cause CertificateResourceMissing = new("certificate-resource-missing", "The certificate that the template names does not exist.",
        Seen.Rejected, "Create a new certificate.", "the device");

    public static readonly Cause CertificatePropertyInvalid = new("certificate-property-invalid", "A property of the template's certificate resource is not valid.",
        Seen.Rejected, "Status is ACTIVE or INACTIVE, ThingPrincipalType EXCLUSIVE_THING or NON_EXCLUSIVE_THING.", "the template, or the device's parameters");

    public static readonly Cause InvalidParameters = new("invalid-parameters", "The template can't be carried out with these parameters.",
        Seen.Rejected, "Correct what the message says.", "the device's parameters, or the template");

    public static readonly CauseFamily Family = new("Things, groups, types and policies of a template",
        [ThingNameInvalid, AttributeInvalid, TooManyAttributes, AttributesNeedType, ThingGroupMissing, BillingGroupMissing, TooManyGroups, ThingTypeMissing,
         ThingTypeDeprecated, PolicyMissing, PolicyNameInvalid, PolicyDocumentRefused, TooManyPolicies, ResourceExists, ExclusiveAttachment,
         CertificateResourceMissing, CertificatePropertyInvalid, InvalidParameters]);
}
