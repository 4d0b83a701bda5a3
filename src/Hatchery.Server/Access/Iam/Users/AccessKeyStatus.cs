namespace Hatchery.Server.Access.Iam.Users;

/// <summary>IAM's words.</summary>
static class AccessKeyStatus
{
    public const string Active = "Active";
    public const string Inactive = "Inactive";
}
