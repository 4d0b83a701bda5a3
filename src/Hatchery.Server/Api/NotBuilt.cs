using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// Members of AWS's model that this server doesn't act on yet. They are refused by name: an ignored member would look as if it
/// had worked. Absent, null and empty values ask for nothing and pass.
/// </summary>
static class NotBuilt
{
    public static void Refuse(string member, JsonElement? value)
    {
        if (value is { } given && !IsEmpty(given))
        {
            throw AwsError.InvalidRequest($"{member} is not supported by this server yet; leave it out");
        }
    }

    static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(member => IsEmpty(member.Value)),
        _ => false,
    };
}
