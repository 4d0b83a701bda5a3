using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Policies;

/// <summary>Everything about a connection that policy variables and condition keys read.</summary>
public sealed record PolicyContext
{
    /// <summary>Null outside MQTT (plain HTTPS publish).</summary>
    public string? ClientId { get; init; }

    public string? SourceIp { get; init; }

    /// <summary>The SNI the client sent.</summary>
    public string? DomainName { get; init; }

    public CertificateFacts? Certificate { get; init; }

    /// <summary>The thing that thing variables speak of; null when the connection has none (variables then have no value, IsAttached is false).</summary>
    public ConnectionThing? Thing { get; init; }

    /// <summary><c>PersistentConnect</c>, <c>LastWill</c>: what the CONNECT asks for. Condition key iot:ConnectAttributes.</summary>
    public IReadOnlyList<string> ConnectAttributes { get; init; } = [];

    /// <summary>The will's topic as an ARN. Condition key iot:LastWillTopic.</summary>
    public string? LastWillTopicArn { get; init; }

    /// <summary>The API call that IAM's variables speak of; null for a device's connection.</summary>
    public Access.IamRequest? ApiCall { get; init; }
}

/// <summary>The thing of a connection: the one named by the client id and attached to the certificate, or the one attached exclusively.</summary>
public sealed record ConnectionThing(ThingName Name, ThingTypeName? TypeName, IReadOnlyDictionary<string, string> Attributes, bool IsExclusive = false);
