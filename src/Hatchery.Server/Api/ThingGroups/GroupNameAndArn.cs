using Hatchery.Core;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.ThingGroups;

/// <summary>A thing group in a list, as AWS's model names it.</summary>
public sealed record GroupNameAndArn(string GroupName, string GroupArn)
{
    public static GroupNameAndArn Of(ThingGroupName name, AwsAccount account) => new(name.Value, ThingGroupRules.Arn(name, account));
}
