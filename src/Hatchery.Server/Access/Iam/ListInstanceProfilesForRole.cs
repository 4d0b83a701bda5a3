using System.Xml.Linq;
using Hatchery.Core.Registry;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Iam;

/// <summary>Always empty: instance profiles belong to EC2. Terraform asks before it deletes a role.</summary>
static class ListInstanceProfilesForRole
{
    public static async ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var name = IamRules.RoleName(request);
        await services.Registry.ReadAsync(tx => tx.Roles.FindOrThrow(name), ct);
        return IamXml.List("InstanceProfiles", new Page<XElement>([], Next: null), profile => profile);
    }
}
