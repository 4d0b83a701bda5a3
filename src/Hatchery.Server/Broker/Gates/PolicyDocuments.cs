using System.Collections.Concurrent;
using Hatchery.Core.Policies;

namespace Hatchery.Server.Broker.Gates;

/// <summary>Parsed policy documents, shared by all connections: a fleet has many devices and few policies.</summary>
sealed class PolicyDocuments
{
    readonly ConcurrentDictionary<(PolicyName, string), (string Text, PolicyDocument Document)> _parsed = new();

    public PolicyDocument Parse(PolicyVersion version)
    {
        // A policy deleted and made again has the same name and version id, so the text decides.
        var key = (version.PolicyName, version.VersionId);
        if (_parsed.TryGetValue(key, out var entry) && entry.Text == version.Document) return entry.Document;

        var document = PolicyDocument.ParseOrThrow(version.Document);
        if (_parsed.Count >= BrokerLimits.RememberedDocumentsMax) _parsed.Clear();
        _parsed[key] = (version.Document, document);
        return document;
    }
}
