using CsCheck;

namespace Hatchery.Core.Tests.Templates;

/// <summary>Template bodies made of the language's own words in likely and unlikely places.</summary>
static class RandomTemplate
{
    static readonly Gen<string> Word = Gen.OneOf(
        "Ref", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::Sub", "Fn::FindInMap", "Fn::X", "Type", "Properties", "OverrideSettings", "Status", "CertificateId", "CertificateSigningRequest", "CertificatePem", "CACertificatePem",
        "ThingName", "ThingGroups", "AttributePayload", "PolicyName", "PolicyDocument", "AWS::IoT::Thing", "AWS::IoT::Certificate", "AWS::IoT::Policy", "String",
        "Default", "ACTIVE", "MERGE", "SerialNumber", "AWS::IoT::Certificate::Id", "${SerialNumber}", "${", "${!x}", "0", "", "a", "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[]}", "\\ud800", "é");

    static readonly Gen<string> Leaf = Gen.OneOf(Word.Select(word => $"\"{word}\""), Gen.OneOf("null", "true", "3", "-1.5e3", "[]", "{}"));

    /// <summary>A value of up to so many levels.</summary>
    static Gen<string> Value(int levels) => levels == 0 ? Leaf : Gen.Frequency(
        (2, Leaf),
        (2, Gen.Select(Word, Value(levels - 1), (name, value) => $"{{\"{name}\":{value}}}")),
        (1, Gen.Select(Word, Value(levels - 1), Word, Value(levels - 1), (a, x, b, y) => $"{{\"{a}\":{x},\"{b}\":{y}}}")),
        (2, Value(levels - 1).Array[0, 3].Select(items => $"[{string.Join(',', items)}]")));

    static readonly Gen<string> Call = Gen.OneOf(
        """{"Ref":"SerialNumber"}""", """{"Fn::Join":["-",["a",{"Ref":"SerialNumber"}]]}""", """{"Fn::Sub":"${SerialNumber}-x"}""",
        """{"Fn::Select":["1",{"Fn::Split":[",",{"Ref":"SerialNumber"}]}]}""", """{"Fn::FindInMap":["M",{"Ref":"SerialNumber"},"v"]}""");

    static readonly Gen<string> Text = Gen.Frequency((10, Gen.Const("\"a\"")), (5, Call), (1, Leaf), (1, Value(2)));

    static readonly Gen<string> Thing = Gen.Select(Text, Text, Text, Text, (name, attribute, groups, type) =>
        $$$$$"""{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{{{{{name}}}}},"AttributePayload":{"a":{{{{{attribute}}}}}},"ThingGroups":[{{{{{groups}}}}}],"ThingTypeName":{{{{{type}}}}}}}""");

    const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":{"Fn::Sub":"*${SerialNumber}"}}]}""";

    static readonly Gen<string> Policy = Gen.Select(Gen.OneOf(Text, Gen.Const(Document)), Gen.Bool, (value, byName) =>
        $$$$$"""{"Type":"AWS::IoT::Policy","Properties":{"{{{{{(byName ? "PolicyName" : "PolicyDocument")}}}}}":{{{{{value}}}}}}}""");

    static readonly Gen<string> Certificate = Gen.Select(Gen.OneOf("CertificateId", "CertificateSigningRequest", "CertificatePem"), Text, (form, value) =>
        $$$$$"""{"Type":"AWS::IoT::Certificate","Properties":{"{{{{{form}}}}}":{{{{{value}}}}}}}""");

    /// <summary>Templates that often parse, of which the resources are random.</summary>
    public static readonly Gen<string> Likely = Gen.Select(Thing, Policy, Text, (thing, policy, configuration) =>
        $$$$$"""
        {"Parameters":{"SerialNumber":{"Type":"String"}},"Mappings":{"M":{"a":{"v":"x"}}},
         "Resources":{"t":{{{{{thing}}}}},"p":{{{{{policy}}}}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}},
         "DeviceConfiguration":{"x":{{{{{configuration}}}}}}}
        """);

    /// <summary>The same for templates that a call holds.</summary>
    public static readonly Gen<string> LikelyRegistration = Gen.Select(Thing, Policy, Certificate, (thing, policy, certificate) =>
        $$$$$"""
        {"Parameters":{"SerialNumber":{"Type":"String"}},"Mappings":{"M":{"a":{"v":"x"}}},"Resources":{"t":{{{{{thing}}}}},"p":{{{{{policy}}}}},"c":{{{{{certificate}}}}}}}
        """);

    public static readonly Gen<string> Body = Gen.OneOf(
        Likely,
        Value(5),
        Gen.Select(Value(2), Value(2), Value(4), Value(2), (parameters, mappings, resources, configuration) =>
            $$$$$"""{"Parameters":{{{{{parameters}}}}},"Mappings":{{{{{mappings}}}}},"Resources":{{{{{resources}}}}},"DeviceConfiguration":{{{{{configuration}}}}}}"""),
        Value(3).Select(resource => $$$$$"""{"Resources":{"x":{{{{{resource}}}}}}}"""));
}
