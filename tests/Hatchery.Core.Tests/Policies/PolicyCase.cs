using System.Text.Json;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Policies;

/// <summary>A case of <c>tests/Cases/policies</c>: documents, a connection, and what may be done on it.</summary>
public sealed record PolicyCase
{
    const string Account = "arn:aws:iot:us-east-1:000000000000:";

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public required string Name { get; init; }

    /// <summary>Where the expectation comes from.</summary>
    public string? Source { get; init; }

    /// <summary>One policy, named <c>policy</c>.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>Or several.</summary>
    public IReadOnlyList<NamedDocument> Policies { get; init; } = [];

    public Connection Context { get; init; } = new();

    public required IReadOnlyList<Request> Requests { get; init; }

    public static IReadOnlyList<PolicyCase> Load(string path) => JsonSerializer.Deserialize<IReadOnlyList<PolicyCase>>(File.ReadAllText(path), Options)!;

    public IReadOnlyList<AttachedPolicy> Attached()
    {
        var named = Document is { } document ? [new NamedDocument("policy", document)] : Policies;
        return [.. named.Select(policy => new AttachedPolicy(new PolicyName(policy.Name), "1", PolicyDocument.ParseOrThrow(policy.Document.GetRawText())))];
    }

    public sealed record NamedDocument(string Name, JsonElement Document);

    /// <param name="Resource">A whole ARN, or what follows region and account.</param>
    /// <param name="Expect"><c>allowed</c>, <c>denied</c> or <c>noMatch</c>.</param>
    /// <param name="Reason">A part of the explanation.</param>
    /// <param name="Context">Instead of the case's.</param>
    public sealed record Request(string Action, string Resource, string Expect, string? Reason = null, Connection? Context = null)
    {
        public string Arn => Resource.StartsWith("arn:", StringComparison.Ordinal) ? Resource : Account + Resource;
    }

    public sealed record Connection(
        string? ClientId = null,
        string? SourceIp = null,
        string? DomainName = null,
        ThingOfConnection? Thing = null,
        Facts? Certificate = null,
        IReadOnlyList<string>? ConnectAttributes = null,
        string? LastWillTopicArn = null)
    {
        public PolicyContext ToContext() => new()
        {
            ClientId = ClientId,
            SourceIp = SourceIp,
            DomainName = DomainName,
            Thing = Thing is null ? null : new ConnectionThing(new ThingName(Thing.Name), Thing.Type is null ? null : new ThingTypeName(Thing.Type), Thing.Attributes ?? []),
            Certificate = Certificate is null ? null : new CertificateFacts(new CertificateId(Certificate.Id), Certificate.SerialNumber, Certificate.Fields?.ToDictionary(f => f.Key, f => f.Value) ?? []),
            ConnectAttributes = ConnectAttributes ?? [],
            LastWillTopicArn = LastWillTopicArn,
        };
    }

    public sealed record ThingOfConnection(string Name, string? Type = null, Dictionary<string, string>? Attributes = null);

    public sealed record Facts(string Id, string SerialNumber = "1", Dictionary<string, IReadOnlyList<string>>? Fields = null);
}
