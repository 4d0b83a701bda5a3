using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Sts;

/// <summary>Who calls: whoever has a key acts as the account itself.</summary>
static class GetCallerIdentity
{
    public static ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct) => new(
    [
        new XElement("Arn", services.Account.IamArn("root")),
        new XElement("UserId", services.Account.AccountId),
        new XElement("Account", services.Account.AccountId),
    ]);
}
