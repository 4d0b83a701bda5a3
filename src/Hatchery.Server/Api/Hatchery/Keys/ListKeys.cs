using Hatchery.Core.Registry;
using Hatchery.Server.Access.Iam.Users;

namespace Hatchery.Server.Api.Hatchery.Keys;

/// <summary>Every access key: those of the credentials file first, then those of users by id.</summary>
public static class ListKeys
{
    public sealed record Response(IReadOnlyList<KeyMember> Keys, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var page = Paging.ByToken(request);
        var (keys, next) = await services.Registry.ReadAsync(
            tx =>
            {
                var stored = tx.Users.Keys(page);
                return (stored.Items.Select(key => Member(key, tx, services)).ToList(), stored.Next);
            },
            ct);
        var ofFile = page.After is null
            ? services.Callers.FileKeys.All.Select(key => new KeyMember(key.Id, null, services.Account.IamArn("root"), KeyRules.Administrator, AccessKeyStatus.Active, null))
            : [];
        return ApiResponse.Json(new Response([.. ofFile, .. keys], Paging.Token(next)), HatcheryJson.Default.ListKeysResponse);
    }

    static KeyMember Member(Core.Access.UserAccessKey key, IRegistryTransaction registry, ApiServices services) => new(
        key.Id,
        key.UserName,
        services.Account.IamArn($"user{registry.Users.Find(key.UserName)!.Path}{key.UserName}"),
        KeyRules.Access(key.UserName, registry, services.Account),
        key.IsActive ? AccessKeyStatus.Active : AccessKeyStatus.Inactive,
        key.CreatedAt);
}
