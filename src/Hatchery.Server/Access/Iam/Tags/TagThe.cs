using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Tags;

/// <summary>TagRole, TagUser, TagPolicy: a key that is there already gets the new value.</summary>
static class TagThe
{
    public static QueryHandler Of(TagHolder holder) => async (request, services, ct) =>
    {
        var find = holder.Find(request, services.Account);
        var tags = IamTags.Read(request);
        await services.Registry.TransactAsync(
            tx =>
            {
                IamTags.Put(tx.Tags, find(tx), tags, holder.Kind);
                return 0;
            },
            ct);
        return null;
    };
}
