using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Tags;

namespace Hatchery.Server.Access.Iam.Users;

/// <summary>A user; without a name the one who calls.</summary>
static class GetUser
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var caller = request.Call.Caller;
        if (request["UserName"] is null && caller.Kind == CallerKind.Account)
        {
            return
            [
                new XElement(
                    "User",
                    new XElement("UserId", caller.UserId),
                    new XElement("Arn", caller.Arn),
                    new XElement("CreateDate", IamXml.Date(services.Time.GetUtcNow()))),
            ];
        }

        var name = IamRules.UserNameOrCaller(request);
        return [await services.Registry.ReadAsync(tx => UserXml.Write("User", tx.Users.FindOrThrow(name), services, tx.Tags.All(TaggedResource.IamUser(name))), ct)];
    }
}
