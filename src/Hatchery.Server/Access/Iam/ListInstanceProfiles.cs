using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Always empty: instance profiles belong to EC2.</summary>
static class ListInstanceProfiles
{
    public static ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        IamRules.PathPrefix(request);
        request.Page();
        return new(IamXml.List("InstanceProfiles", new Page<XElement>([], Next: null), profile => profile));
    }
}
