namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>Members of AWS's answers that this server's don't have.</summary>
static class AbsentMembers
{
    const string NoTransfer = "certificates are not transferred here";
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
    ];

    /// <summary>They are answered of what the sample registry can't hold as well: a CA has a template's body or its name, and no task runs to fail.</summary>
    static readonly (string Operation, string Member)[] Elsewhere =
    [
        ("DescribeCACertificate", "registrationConfig.templateBody"),
        ("DescribeThingRegistrationTask", "message"),
    ];

    public static IEnumerable<string> Of(string operation) =>
        Never.Select(absent => (absent.Operation, absent.Member)).Concat(Elsewhere).Where(absent => absent.Operation == operation).Select(absent => absent.Member);
}
