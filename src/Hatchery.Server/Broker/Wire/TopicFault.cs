namespace Hatchery.Server.Broker.Wire;

/// <summary>What is wrong with a topic name or filter.</summary>
enum TopicFault
{
    None,

    /// <summary>Not a topic (or filter) of MQTT at all.</summary>
    Malformed,

    /// <summary>Longer than AWS's limit.</summary>
    TooLong,

    /// <summary>More slashes than AWS's limit.</summary>
    TooDeep,
}
