using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Iam.Tags;

/// <summary>ListRoleTags, ListUserTags, ListPolicyTags.</summary>
static class ListTagsOf
{
    public static QueryHandler Of(TagHolder holder) => async (request, services, ct) =>
    {
        var find = holder.Find(request, services.Account);
        var page = request.Page();
        var tags = await services.Registry.ReadAsync(tx => tx.Tags.List(find(tx), page), ct);
        return IamXml.List("Tags", tags, IamTags.WriteOne);
    };
}
