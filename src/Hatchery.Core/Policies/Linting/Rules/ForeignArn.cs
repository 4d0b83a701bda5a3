using Hatchery.Core.Linting;

namespace Hatchery.Core.Policies.Linting.Rules;

/// <summary>A resource of another partition, service, region or account: no ARN of a device here ever matches it.</summary>
static class ForeignArn
{
    public static readonly LintRule<LintedPolicy> Rule = new("foreign-arn", ProblemSeverity.Error, Find);

    const int FieldsOfAccount = 5;

    static readonly string[] Names = ["The beginning", "The partition", "The service", "The region", "The account"];
    static readonly string[] Cures = ["AWS's ARNs", "partition aws", "service iot", "--region", "--account"];

    static IEnumerable<LintHit> Find(LintedPolicy policy) =>
        policy.Scope.Account is { } account ? policy.Resources.Select(resource => Judge(resource, account)).OfType<LintHit>() : [];

    static LintHit? Judge(LintedText resource, AwsAccount account)
    {
        // A wildcard or variable in a field may stand for ours.
        var fields = resource.Text.Split(':', FieldsOfAccount + 1);
        if (fields.Length <= FieldsOfAccount)
        {
            return null;
        }

        string[] ours = ["arn", account.Partition, "iot", account.Region, account.AccountId];
        for (var i = 0; i < ours.Length; i++)
        {
            if (fields[i] != ours[i] && fields[i].AsSpan().IndexOfAny('*', '?', '$') < 0)
            {
                return new LintHit(resource.Path, $"{Names[i]} of this resource is '{fields[i]}', so it never matches here.", $"This server's is {ours[i]}; write that, or start the server with {Cures[i]}.");
            }
        }

        return null;
    }
}
