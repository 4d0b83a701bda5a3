using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Api.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>What the operations on thing groups share.</summary>
static class ThingGroupRules
{
    public static ThingGroupName Name(ApiRequest request) => new(request.NameLabel("thingGroupName"));

    public static string Arn(ThingGroupName name, AwsAccount account) => account.IotArn("thinggroup", name.Value);

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static ThingGroup Existing(this IThingGroups groups, ThingGroupName name) =>
        groups.Find(name) ?? throw AwsError.NotFound($"Thing group {name} not found");
}
