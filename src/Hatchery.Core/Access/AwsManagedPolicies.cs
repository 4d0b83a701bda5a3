using System.Collections.Frozen;

namespace Hatchery.Core.Access;

/// <summary>
/// The managed policies of AWS's that have a meaning here, as far as they speak of iot, iam, sts and Hatchery's own API. One that isn't listed
/// can be attached and allows nothing. Source: AWS Managed Policy Reference.
/// </summary>
public static class AwsManagedPolicies
{
    public const string Administrator = "AdministratorAccess";
    public const string ReadOnly = "ReadOnlyAccess";

    static readonly FrozenDictionary<string, Known> ByResource = new Known[]
    {
        new("/", Administrator, Allow("*")),
        new("/", "PowerUserAccess", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*","organizations:*","account:*"],"Resource":"*"},{"Effect":"Allow","Action":["iam:ListRoles","iam:CreateServiceLinkedRole"],"Resource":"*"}]}"""),
        new("/", ReadOnly, Allow(
            "iot:Describe*", "iot:Get*", "iot:List*", "iot:SearchIndex", "iot:TestAuthorization", "iam:Get*", "iam:List*", "sts:GetCallerIdentity", "sts:GetSessionToken",
            "hatchery:Describe*", "hatchery:Get*", "hatchery:List*", "hatchery:Lint*", "hatchery:DryRun*", "hatchery:Explain*")),
        new("/", "IAMFullAccess", Allow("iam:*")),
        new("/", "IAMReadOnlyAccess", Allow("iam:Get*", "iam:List*")),
        new("/", "AWSIoTFullAccess", Allow("iot:*", "iotjobsdata:*")),
        new("/", "AWSIoTConfigReadOnlyAccess", Allow("iot:Describe*", "iot:Get*", "iot:List*", "iot:SearchIndex", "iot:TestAuthorization")),
        new("/", "AWSIoTConfigAccess", Allow(
            "iot:Accept*", "iot:Add*", "iot:Associate*", "iot:Attach*", "iot:Cancel*", "iot:Clear*", "iot:Create*", "iot:Delete*", "iot:Deprecate*", "iot:Describe*", "iot:Detach*",
            "iot:Disable*", "iot:Enable*", "iot:Get*", "iot:List*", "iot:Register*", "iot:Reject*", "iot:Remove*", "iot:Replace*", "iot:SearchIndex", "iot:Set*", "iot:Start*",
            "iot:Stop*", "iot:Tag*", "iot:TestAuthorization", "iot:Transfer*", "iot:Untag*", "iot:Update*", "iot:Validate*")),
        new("/", "AWSIoTDataAccess", Allow(
            "iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive", "iot:GetThingShadow", "iot:UpdateThingShadow", "iot:DeleteThingShadow", "iot:ListNamedShadowsForThing")),
        new("/service-role/", "AWSIoTThingsRegistration", Allow(
            "iot:AddThingToThingGroup", "iot:AttachPolicy", "iot:AttachPrincipalPolicy", "iot:AttachThingPrincipal", "iot:CreateCertificateFromCsr", "iot:CreatePolicy", "iot:CreateThing",
            "iot:DescribeCertificate", "iot:DescribeThing", "iot:DescribeThingGroup", "iot:DescribeThingType", "iot:DetachPolicy", "iot:DetachThingPrincipal", "iot:GetPolicy",
            "iot:ListAttachedPolicies", "iot:ListPolicyPrincipals", "iot:ListPrincipalPolicies", "iot:ListPrincipalThings", "iot:ListTargetsForPolicy", "iot:ListThingGroupsForThing",
            "iot:ListThingPrincipals", "iot:RegisterCertificate", "iot:RegisterThing", "iot:RemoveThingFromThingGroup", "iot:UpdateCertificate", "iot:UpdateThing",
            "iot:UpdateThingGroupsForThing", "iot:AddThingToBillingGroup", "iot:DescribeBillingGroup", "iot:RemoveThingFromBillingGroup"))
        {
            VersionId = "v3",
        },
    }.ToFrozenDictionary(policy => policy.Path + policy.Name);

    public static string Arn(string name, AwsAccount account) => $"{Prefix(account)}/{name}";

    /// <summary>Whether the ARN is one of AWS's own policies, known here or not.</summary>
    public static bool IsAwsOwned(string arn, AwsAccount account) => arn.StartsWith(Prefix(account) + "/", StringComparison.Ordinal);

    /// <summary>The document, or null for a policy that isn't known here.</summary>
    public static string? Document(string arn, AwsAccount account) => Find(arn, account)?.Document;

    /// <summary>Null for a policy that isn't known here.</summary>
    public static string? VersionId(string arn, AwsAccount account) => Find(arn, account)?.VersionId;

    /// <summary>Parsed once for all.</summary>
    public static IamPolicy? Parsed(string arn, AwsAccount account) => Find(arn, account)?.Policy;

    /// <summary>Path and name of those that are known here, by name.</summary>
    public static IReadOnlyList<string> Arns(AwsAccount account) =>
        [.. ByResource.Values.OrderBy(policy => policy.Name, StringComparer.Ordinal).Select(policy => Prefix(account) + policy.Path + policy.Name)];

    static Known? Find(string arn, AwsAccount account) =>
        IsAwsOwned(arn, account) ? ByResource.GetValueOrDefault(arn[Prefix(account).Length..]) : null;

    static string Prefix(AwsAccount account) => $"arn:{account.Partition}:iam::aws:policy";

    static string Allow(params string[] actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}],"Resource":"*"}]}""";

    sealed record Known(string Path, string Name, string Document)
    {
        /// <summary>AWS's number where it is known.</summary>
        public string VersionId { get; init; } = "v1";

        public IamPolicy Policy { get; } = IamPolicy.ParseStored(Document);
    }
}
