using System.Xml.Linq;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Sts;

/// <summary>Who calls. It needs no permission, and none can be denied.</summary>
static class GetCallerIdentity
{
    public static ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct) => new(
    [
        new XElement("Arn", request.Call.Caller.Arn),
        new XElement("UserId", request.Call.Caller.UserId),
        new XElement("Account", services.Account.AccountId),
    ]);
}
