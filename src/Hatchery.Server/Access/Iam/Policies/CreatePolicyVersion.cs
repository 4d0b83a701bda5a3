using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>Another document for a managed policy of the account's own.</summary>
static class CreatePolicyVersion
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var document = IamRules.ManagedPolicyDocument(request);
        var setAsDefault = request.Flag("SetAsDefault");
        var now = services.Time.GetUtcNow();
        var version = await services.Registry.TransactAsync(
            tx =>
            {
                var own = policy.OwnOrThrow(tx, services.Account);
                if (tx.CustomerPolicies.Versions(own.Name).Count >= Limits.IamPolicyVersionsMax)
                {
                    throw new AwsError(
                        AwsErrorCode.IamLimitExceeded,
                        $"A managed policy can have up to {Limits.IamPolicyVersionsMax} versions. Before you create a new version, you must delete an existing version.");
                }

                var made = tx.CustomerPolicies.InsertVersion(own.Name, document, now);
                if (setAsDefault)
                {
                    tx.CustomerPolicies.SetDefaultVersion(own.Name, made.Number);
                }

                return PolicyVersion.Of(made, setAsDefault ? made.Number : own.DefaultVersion);
            },
            ct);
        return [version.Write("PolicyVersion")];
    }
}
