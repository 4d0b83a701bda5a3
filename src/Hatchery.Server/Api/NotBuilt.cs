using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// Members of AWS's model that this server doesn't act on yet. They are refused by name: an ignored member would look as if it
/// had worked. Absent and empty values ask for nothing and pass.
/// </summary>
static class NotBuilt
{
    public static void Refuse(string member, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            throw AwsError.InvalidRequest($"{member} is not supported by this server yet; leave it out");
        }
    }
}
