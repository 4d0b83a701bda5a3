namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Members of AWS's answers that this server's don't have.</summary>
static class AbsentMembers
{
    const string NoTransfer = "certificates are not transferred here";
    const string NoShadow = "there are no shadows here";
    const string NoGroupIndex = "thing groups are not indexed";
    const string NoAggregation = "it serves aggregations and shadows, which are not built";
    const string NoDynamicGroup = "there are no dynamic groups here";

    /// <summary>They are in no answer, for the reason that is given; docs/coverage.md says so.</summary>
    public static readonly IReadOnlyList<(string Operation, string Member, string Reason)> Never =
    [
        ("DescribeCertificate", "certificateDescription.previousOwnedBy", NoTransfer),
        ("DescribeCertificate", "certificateDescription.transferData", NoTransfer),
        ("DescribeThingGroup", "thingGroupProperties.attributePayload.merge", "it only says how a request is meant"),
        ("DescribeThingGroup", "indexName", NoDynamicGroup),
        ("DescribeThingGroup", "queryString", NoDynamicGroup),
        ("DescribeThingGroup", "queryVersion", NoDynamicGroup),
        ("DescribeThingGroup", "status", NoDynamicGroup),
        ("SearchIndex", "things.shadow", NoShadow),
        ("SearchIndex", "things.deviceDefender", "there is no Device Defender here"),
        ("SearchIndex", "thingGroups", NoGroupIndex),
        ("GetIndexingConfiguration", "thingIndexingConfiguration.customFields", NoAggregation),
        ("GetIndexingConfiguration", "thingIndexingConfiguration.filter", NoShadow),
        ("GetIndexingConfiguration", "thingGroupIndexingConfiguration.managedFields", NoGroupIndex),
        ("GetIndexingConfiguration", "thingGroupIndexingConfiguration.customFields", NoGroupIndex),
    ];

    /// <summary>They are answered of what the sample registry can't hold as well: a CA has a template's body or its name, no task runs to fail, and no device connects.</summary>
    static readonly (string Operation, string Member)[] Elsewhere =
    [
        ("DescribeCACertificate", "registrationConfig.templateBody"),
        ("DescribeThingRegistrationTask", "message"),
        ("GetThingConnectivityData", "timestamp"),
        ("SearchIndex", "things.connectivity.timestamp"),
        ("SearchIndex", "things.connectivity.disconnectReason"),
    ];

    public static IEnumerable<string> Of(string operation) =>
        Never.Select(absent => (absent.Operation, absent.Member)).Concat(Elsewhere).Where(absent => absent.Operation == operation).Select(absent => absent.Member);
}
