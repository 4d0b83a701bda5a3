namespace Hatchery.Core.Policies.Linting;

/// <summary>MQTT's wildcards, which mean nothing in a policy.</summary>
static class MqttWildcard
{
    /// <summary>A whole level is <c>+</c> or <c>#</c>.</summary>
    public static bool IsIn(string topic) => topic.Split('/').Any(level => level is "+" or "#");

    /// <summary>With the wildcard of policies in their place.</summary>
    public static string AsPolicy(string topic) => string.Join('/', topic.Split('/').Select(level => level is "+" or "#" ? "*" : level));
}
