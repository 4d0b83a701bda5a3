using Hatchery.Core;

namespace Hatchery.Server.Broker.Gates;

/// <summary>The ARNs that policies are asked about: one concatenation each, with the prefix built once.</summary>
sealed class IotArns(AwsAccount account)
{
    readonly string _client = account.IotArn("client", "");
    readonly string _topic = account.IotArn("topic", "");
    readonly string _topicFilter = account.IotArn("topicfilter", "");

    public string Client(string clientId) => _client + clientId;

    public string Topic(string topic) => _topic + topic;

    public string TopicFilter(string filter) => _topicFilter + filter;
}
