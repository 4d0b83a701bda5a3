using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Tests.Api.Templates;

/// <summary>Roles that templates may name.</summary>
static class ProvisioningRoles
{
    const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>A role that AWS IoT may take.</summary>
    public static Task AddProvisioningRoleAsync(this IRegistry registry, string name = "provisioning", string path = "/") => registry.TransactAsync(
        tx =>
        {
            tx.Roles.Insert(new Role(name, "AROA" + new string('A', 17), path, Description: null, Trust, 3_600, DateTimeOffset.UnixEpoch));
            return true;
        },
        TestContext.Current.CancellationToken);
}
