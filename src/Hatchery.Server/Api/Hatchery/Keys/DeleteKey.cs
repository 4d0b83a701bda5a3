using Hatchery.Core;
using Hatchery.Server.Access.Iam;

namespace Hatchery.Server.Api.Hatchery.Keys;

/// <summary>Ends an access key, at once. The user that was made for it goes with its last key; other users stay.</summary>
public static class DeleteKey
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = request.Label("accessKeyId");
        new Validation().Text("accessKeyId", id, IamRules.NamePattern, 16, 128).ThrowIfAny();
        if (services.Callers.FileKeys.Find(id) is not null)
        {
            throw AwsError.InvalidRequest($"{id} is a key of the server's credentials file: remove it there and start the server again");
        }

        if (await services.Registry.ReadAsync(tx => tx.Users.FindKey(id), ct) is not { } found)
        {
            throw Missing(id);
        }

        var arn = services.Account.IamArn($"user/{found.UserName}");
        request.Call?.Demand(new AccessDemand("iam:DeleteAccessKey", arn));
        request.Call?.Made(arn);
        return await services.Registry.TransactAsync(
            tx =>
            {
                if (!tx.Users.DeleteKey(id))
                {
                    throw Missing(id);
                }

                if (tx.Users.Find(found.UserName) is { IsOfKey: true } && tx.Users.KeysOf(found.UserName).Count == 0)
                {
                    tx.Users.Delete(found.UserName);
                }

                return ApiResponse.Empty;
            },
            ct);
    }

    static AwsError Missing(string id) => AwsError.NotFound($"No access key {id}");
}
