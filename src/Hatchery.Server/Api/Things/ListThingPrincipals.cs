using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

public static class ListThingPrincipals
{
    public sealed record Response(IReadOnlyList<string> Principals, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var (name, page) = Together.Read(() => ThingRules.Name(request), () => Paging.ByToken(request));
        var principals = await services.Registry.ReadAsync(tx => Read(tx.Things, name, page), ct);
        var arns = principals.Items.Select(item => PrincipalArn.Of(item.Principal, services.Account));
        return ApiResponse.Json(new Response([.. arns], Paging.Token(principals.Next)), ThingsJson.Default.ListThingPrincipalsResponse);
    }

    internal static Page<ThingPrincipal> Read(IThings things, ThingName name, PageRequest page) =>
        things.Find(name) is not null
            ? things.Principals(name, page)
            : throw AwsError.NotFound($"Failed to list principals for thing {name} because the thing does not exist in your account");
}
