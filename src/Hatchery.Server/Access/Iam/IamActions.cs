using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam;

/// <summary>The part of AWS IAM that provisioning needs: the role a template assumes, and what set-up tools ask about it.</summary>
static class IamActions
{
    public static readonly QueryApi Api = new("iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/",
    [
        new("CreateRole", CreateRole.Handle),
        new("GetRole", GetRole.Handle),
        new("DeleteRole", DeleteRole.Handle),
        new("ListRoles", ListRoles.Handle),
        new("UpdateAssumeRolePolicy", UpdateAssumeRolePolicy.Handle),
        new("AttachRolePolicy", AttachRolePolicy.Handle),
        new("DetachRolePolicy", DetachRolePolicy.Handle),
        new("ListAttachedRolePolicies", ListAttachedRolePolicies.Handle),
        new("PutRolePolicy", PutRolePolicy.Handle),
        new("GetRolePolicy", GetRolePolicy.Handle),
        new("DeleteRolePolicy", DeleteRolePolicy.Handle),
        new("ListRolePolicies", ListRolePolicies.Handle),
        new("ListInstanceProfilesForRole", ListInstanceProfilesForRole.Handle),
        new("GetPolicy", GetPolicy.Handle),
    ]);
}
