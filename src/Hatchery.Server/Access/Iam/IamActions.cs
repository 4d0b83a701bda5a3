using Hatchery.Server.Access.Iam.Holders;
using Hatchery.Server.Access.Iam.Policies;
using Hatchery.Server.Access.Iam.Tags;
using Hatchery.Server.Access.Iam.Users;
using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>
/// The part of AWS IAM that provisioning needs: users with their access keys, roles that templates and sessions take, the policies of
/// both, and what set-up tools ask about them.
/// </summary>
static class IamActions
{
    public static readonly QueryApi Api = new("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/",
    [
        // Roles
        new("CreateRole", CreateRole.Handle),
        new("GetRole", GetRole.Handle),
        new("UpdateRole", UpdateRole.Handle),
        new("UpdateRoleDescription", UpdateRoleDescription.Handle),
        new("DeleteRole", DeleteRole.Handle),
        new("ListRoles", ListRoles.Handle),
        new("UpdateAssumeRolePolicy", UpdateAssumeRolePolicy.Handle),
        new("AttachRolePolicy", AttachPolicyTo.Of(PolicyHolder.Role)),
        new("DetachRolePolicy", DetachPolicyFrom.Of(PolicyHolder.Role)),
        new("ListAttachedRolePolicies", ListAttachedPoliciesOf.Of(PolicyHolder.Role)),
        new("PutRolePolicy", PutPolicyInto.Of(PolicyHolder.Role)),
        new("GetRolePolicy", GetPolicyIn.Of(PolicyHolder.Role)),
        new("DeleteRolePolicy", DeletePolicyIn.Of(PolicyHolder.Role)),
        new("ListRolePolicies", ListPoliciesIn.Of(PolicyHolder.Role)),
        new("TagRole", TagThe.Of(TagHolder.Role)),
        new("UntagRole", UntagThe.Of(TagHolder.Role)),
        new("ListRoleTags", ListTagsOf.Of(TagHolder.Role)),
        new("ListInstanceProfilesForRole", ListInstanceProfilesForRole.Handle),
        new("ListInstanceProfiles", ListInstanceProfiles.Handle),

        // Users
        new("CreateUser", CreateUser.Handle),
        new("GetUser", GetUser.Handle),
        new("DeleteUser", DeleteUser.Handle),
        new("ListUsers", ListUsers.Handle),
        new("CreateAccessKey", CreateAccessKey.Handle),
        new("ListAccessKeys", ListAccessKeys.Handle),
        new("UpdateAccessKey", UpdateAccessKey.Handle),
        new("DeleteAccessKey", DeleteAccessKey.Handle),
        new("AttachUserPolicy", AttachPolicyTo.Of(PolicyHolder.User)),
        new("DetachUserPolicy", DetachPolicyFrom.Of(PolicyHolder.User)),
        new("ListAttachedUserPolicies", ListAttachedPoliciesOf.Of(PolicyHolder.User)),
        new("PutUserPolicy", PutPolicyInto.Of(PolicyHolder.User)),
        new("GetUserPolicy", GetPolicyIn.Of(PolicyHolder.User)),
        new("DeleteUserPolicy", DeletePolicyIn.Of(PolicyHolder.User)),
        new("ListUserPolicies", ListPoliciesIn.Of(PolicyHolder.User)),
        new("TagUser", TagThe.Of(TagHolder.User)),
        new("UntagUser", UntagThe.Of(TagHolder.User)),
        new("ListUserTags", ListTagsOf.Of(TagHolder.User)),
        new("ListGroupsForUser", ListGroupsForUser.Handle),

        // Managed policies
        new("CreatePolicy", CreatePolicy.Handle),
        new("GetPolicy", GetPolicy.Handle),
        new("DeletePolicy", DeletePolicy.Handle),
        new("ListPolicies", ListPolicies.Handle),
        new("CreatePolicyVersion", CreatePolicyVersion.Handle),
        new("GetPolicyVersion", GetPolicyVersion.Handle),
        new("SetDefaultPolicyVersion", SetDefaultPolicyVersion.Handle),
        new("DeletePolicyVersion", DeletePolicyVersion.Handle),
        new("ListPolicyVersions", ListPolicyVersions.Handle),
        new("ListEntitiesForPolicy", ListEntitiesForPolicy.Handle),
        new("TagPolicy", TagThe.Of(TagHolder.Policy)),
        new("UntagPolicy", UntagThe.Of(TagHolder.Policy)),
        new("ListPolicyTags", ListTagsOf.Of(TagHolder.Policy)),
    ],
    IamResources.OfAsync);
}
