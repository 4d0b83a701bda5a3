using System.Xml.Linq;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

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
        return [UserXml.Write("User", await services.Registry.ReadAsync(tx => tx.Users.FindOrThrow(name), ct), services)];
    }
}
