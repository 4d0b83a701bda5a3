namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What is wrong with the payload of a provisioning request.</summary>
public static class PayloadCauses
{
    public static readonly Cause NotJson = new("payload-not-json", "The request's payload is not valid JSON.",
        Seen.Rejected, "Send a JSON object; escape the line ends of a PEM as \\n.", "the device");

    public static readonly Cause NotCbor = new("payload-not-cbor", "The request's payload is not valid CBOR.",
        Seen.Rejected, "Send a CBOR map with text strings.", "the device");

    public static readonly Cause WrongFormat = new("payload-wrong-format", "The payload is in the other format than the topic names.",
        Seen.Rejected, "Publish JSON to .../json and CBOR to .../cbor.", "the device's topic");

    public static readonly Cause NotAMap = new("payload-not-a-map", "The payload is not a map of members.",
        Seen.Rejected, "Send an object (JSON) or a map (CBOR).", "the device");

    public static readonly Cause Over64Kib = new("payload-over-64-kib", "The request's payload is larger than 64 KiB.",
        Seen.Rejected, "Send only the token and the parameters.", "the device");

    public static readonly Cause MemberTwice = new("payload-member-twice", "The payload has a member twice.",
        Seen.Rejected, "Send each member once.", "the device");

    public static readonly Cause MemberMissing = new("payload-member-missing", "The payload lacks a required member.",
        Seen.Rejected, "Send it, spelled as AWS does; names are case-sensitive.", "the device");

    public static readonly Cause MemberMisspelled = new("payload-member-misspelled", "The payload has a member that looks like a misspelling of one that is missing.",
        Seen.Rejected, "Spell it as AWS does; names are case-sensitive.", "the device");

    public static readonly Cause MemberType = new("payload-member-type", "A member of the payload has the wrong type.",
        Seen.Rejected, "Send strings; parameters are a map of strings, so quote numbers.", "the device");

    public static readonly Cause Invalid = new("payload-invalid", "The payload can't be used.",
        Seen.Rejected, "Correct it as the message says.", "the device");

    public static readonly CauseFamily Family = new("Requests",
        [NotJson, NotCbor, WrongFormat, NotAMap, Over64Kib, MemberTwice, MemberMissing, MemberMisspelled, MemberType, Invalid]);
}
