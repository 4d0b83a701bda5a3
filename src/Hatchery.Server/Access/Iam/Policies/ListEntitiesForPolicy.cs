using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam.Policies;

/// <summary>Who has a managed policy: roles first, then users; there are no groups here.</summary>
static class ListEntitiesForPolicy
{
    const string Roles = "role:";
    const string Users = "user:";

    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var policy = ManagedPolicy.Read(request, services.Account);
        var filter = request["EntityFilter"];
        new Validation().OneOf("entityFilter", filter, "User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy").ThrowIfAny();
        var page = request.Page();
        return await services.Registry.ReadAsync(
            tx =>
            {
                policy.RequireExisting(tx, services.Account);
                var roles = filter is null or "Role" ? Part(tx.Roles, policy, page, Roles) : Nothing;
                var left = page with { Size = page.Size - roles.Items.Count };
                var users = roles.Next is not null || filter is not (null or "User") ? Nothing : Part(tx.Users, policy, left, Users);
                return new[]
                {
                    new XElement("PolicyGroups"),
                    new XElement("PolicyUsers", users.Items.Select(name => Entity("User", name, tx.Users.FindOrThrow(name).Id))),
                    new XElement("PolicyRoles", roles.Items.Select(name => Entity("Role", name, tx.Roles.FindOrThrow(name).Id))),
                }.Concat(IamXml.End(roles.Next ?? users.Next)).ToList();
            },
            ct);
    }

    static Page<string> Nothing => new([], Next: null);

    /// <summary>What of a page belongs to one kind of holder; its position says which kind was reached.</summary>
    static Page<string> Part(IPolicyHolders holders, ManagedPolicy policy, PageRequest page, string kind)
    {
        var after = page.After?.StartsWith(kind, StringComparison.Ordinal) is true ? page.After[kind.Length..] : null;
        if (kind == Roles && page.After?.StartsWith(Users, StringComparison.Ordinal) is true)
        {
            return Nothing;
        }

        // A full page may end where the next kind begins: one more tells whether there is any.
        var read = holders.WithPolicy(policy.Arn, new PageRequest(Math.Max(page.Size, 1), after is { Length: > 0 } ? after : null));
        if (page.Size == 0)
        {
            return new Page<string>([], read.Items.Count > 0 ? kind : null);
        }

        return read with { Next = read.Next is null ? null : kind + read.Next };
    }

    static XElement Entity(string kind, string name, string id) => new("member", new XElement($"{kind}Name", name), new XElement($"{kind}Id", id));
}
