using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Tags;

/// <summary>UntagRole, UntagUser, UntagPolicy: succeed, too, for keys that aren't there.</summary>
static class UntagThe
{
    public static QueryHandler Of(TagHolder holder) => async (request, services, ct) =>
    {
        var find = holder.Find(request, services.Account);
        var keys = IamTags.ReadKeys(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                IamTags.Remove(tx.Tags, find(tx), keys);
                return 0;
            },
            ct);
        return null;
    };
}
