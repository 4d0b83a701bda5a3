using System.Collections.Frozen;

namespace Hatchery.Core.Policies.Parsing;

/// <summary>An action of the data plane: the resource type it is asked with, and whether this server ever asks.</summary>
sealed record PolicyAction(string Name, string? ResourceType, bool IsAsked)
{
    /// <summary>Source: AWS IoT "AWS IoT Core policy actions", "Action resources". The job actions have an older prefix, iot:.</summary>
    public static readonly PolicyAction[] All =
    [
        new("iot:Connect", "client", IsAsked: true),
        new("iot:Publish", "topic", IsAsked: true),
        new("iot:Receive", "topic", IsAsked: true),
        new("iot:RetainPublish", "topic", IsAsked: true),
        new("iot:Subscribe", "topicfilter", IsAsked: true),
        new("iot:GetRetainedMessage", "topic", IsAsked: false),
        new("iot:ListRetainedMessages", null, IsAsked: false),
        new("iot:GetThingShadow", "thing", IsAsked: false),
        new("iot:UpdateThingShadow", "thing", IsAsked: false),
        new("iot:DeleteThingShadow", "thing", IsAsked: false),
        new("iot:ListNamedShadowsForThing", null, IsAsked: false),
        new("iot:AssumeRoleWithCertificate", "rolealias", IsAsked: true),
        new("iot:DeleteConnection", "client", IsAsked: false),
        .. new[] { "DescribeJobExecution", "GetPendingJobExecutions", "UpdateJobExecution", "StartNextPendingJobExecution" }
            .SelectMany(job => new[] { new PolicyAction("iotjobsdata:" + job, "thing", IsAsked: false), new PolicyAction("iot:" + job, "thing", IsAsked: false) }),
    ];

    static readonly FrozenDictionary<string, PolicyAction> ByName = All.ToFrozenDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase);

    public static PolicyAction? Find(string name) => ByName.GetValueOrDefault(name);
}
