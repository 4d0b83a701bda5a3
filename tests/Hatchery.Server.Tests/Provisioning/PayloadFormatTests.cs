using System.Text;
using CsCheck;
using Hatchery.Core;
using Hatchery.Server.Provisioning;

namespace Hatchery.Server.Tests.Provisioning;

public sealed class PayloadFormatTests
{
    const string JsonBytes = "{}[]:,\"a\\u1e9\0\xff";

    static readonly PayloadFormat Json = PayloadFormat.Json;
    static readonly PayloadFormat Cbor = PayloadFormat.Cbor;

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"parameters\":null}")]
    [InlineData("{\"parameters\":{}}")]
    [InlineData("{\"somethingElse\":[1,{\"a\":true}]}")]
    public void Absent_members_are_absent(string json)
    {
        var payload = Json.Read(Encoding.UTF8.GetBytes(json));

        Assert.Null(payload.Text("certificateOwnershipToken"));
        Assert.Empty(payload.Texts("parameters"));
    }

    [Fact]
    public void Members_are_read_by_name()
    {
        var payload = Json.Read("""{"certificateOwnershipToken":"t\u00e9","parameters":{"SerialNumber":"42","Löß":""}}"""u8.ToArray());

        Assert.Equal("té", payload.Text("certificateOwnershipToken"));
        Assert.Equal("42", payload.Texts("parameters")["SerialNumber"]);
        Assert.Equal("", payload.Texts("parameters")["Löß"]);
    }

    [Theory]
    [InlineData("[]", "must be a map")]
    [InlineData("null", "must be a map")]
    [InlineData("\"x\"", "must be a map")]
    [InlineData("{", "not valid JSON")]
    [InlineData("{} x", "not valid JSON")]
    [InlineData("{}{}", "not valid JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "'a' twice")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "'b' twice")]
    [InlineData("{\"a\":\"\\ud800\"}", "not valid JSON")]
    [InlineData("{\"a\":[[[[[[[[1]]]]]]]]}", "not valid JSON")]
    public void Bad_JSON_is_refused_and_named(string json, string named) => Refuses(Json, Encoding.UTF8.GetBytes(json), named);

    [Fact]
    public void Eight_levels_are_read() => Json.Read("""{"a":[[[[[[[1]]]]]]]}"""u8.ToArray());

    [Fact]
    public void The_longest_payload_is_read_and_one_byte_more_is_not()
    {
        var longest = Encoding.ASCII.GetBytes("{}".PadRight(Limits.ProvisioningPayloadBytesMax));

        Json.Read(longest);
        Refuses(Json, [.. longest, (byte)' '], "65537 bytes");
    }

    [Theory]
    [InlineData("""{"parameters":{"SerialNumber":42}}""", "parameters.SerialNumber must be a string, not a number")]
    [InlineData("""{"parameters":{"SerialNumber":true}}""", "parameters.SerialNumber must be a string, not a boolean")]
    [InlineData("""{"parameters":{"SerialNumber":null}}""", "parameters.SerialNumber must be a string, not null")]
    [InlineData("""{"parameters":{"SerialNumber":{}}}""", "parameters.SerialNumber must be a string, not a map")]
    [InlineData("""{"parameters":["SerialNumber"]}""", "parameters must be a map of strings, not a list")]
    [InlineData("""{"parameters":"SerialNumber"}""", "parameters must be a map of strings, not a string")]
    [InlineData("""{"Parameters":{"SerialNumber":"42"}}""", "Unknown member 'Parameters'; did you mean 'parameters'?")]
    [InlineData("""{"parameter":{"SerialNumber":"42"}}""", "did you mean 'parameters'?")]
    public void Parameters_that_are_no_map_of_strings_are_named(string json, string named)
    {
        var e = Assert.Throws<AwsError>(() => Json.Read(Encoding.UTF8.GetBytes(json)).Texts("parameters"));

        Assert.Equal(AwsErrorCode.InvalidPayload, e.Code);
        Assert.Contains(named, e.Message);
    }

    [Theory]
    [InlineData("certificateownershiptoken")]
    [InlineData("certificate_ownership_token")]
    [InlineData("CertificateOwnershipToken")]
    [InlineData("certificateOwnershipTokn")]
    public void A_misspelt_member_is_named(string misspelt)
    {
        var payload = Json.Read(Encoding.UTF8.GetBytes($"{{\"{misspelt}\":\"t\"}}"));

        Assert.Equal($"Unknown member '{misspelt}'; did you mean 'certificateOwnershipToken'?", payload.NearMissOf("certificateOwnershipToken"));
    }

    [Fact]
    public void CBOR_of_definite_and_indefinite_lengths_reads_the_same()
    {
        // {_ "certificateOwnershipToken": (_ "ab", "c"), "parameters": {_ "S": "1"}}, as RFC 8949 encodes it.
        byte[] indefinite =
        [
            0xBF, 0x78, 25, .. "certificateOwnershipToken"u8, 0x7F, 0x62, .. "ab"u8, 0x61, .. "c"u8, 0xFF,
            0x6A, .. "parameters"u8, 0xBF, 0x61, .. "S"u8, 0x61, .. "1"u8, 0xFF, 0xFF,
        ];
        byte[] definite = [0xA2, 0x78, 25, .. "certificateOwnershipToken"u8, 0x63, .. "abc"u8, 0x6A, .. "parameters"u8, 0xA1, 0x61, .. "S"u8, 0x61, .. "1"u8];

        foreach (var payload in new[] { Cbor.Read(indefinite), Cbor.Read(definite) })
        {
            Assert.Equal("abc", payload.Text("certificateOwnershipToken"));
            Assert.Equal("1", payload.Texts("parameters")["S"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A0")]
    [InlineData("D9D9F7A0")]
    public void An_empty_CBOR_request_is_read(string hex) => Assert.Null(Cbor.Read(Convert.FromHexString(hex)).Text("x"));

    [Theory]
    [InlineData("80", "must be a map")]
    [InlineData("F6", "must be a map")]
    [InlineData("A1", "not valid CBOR")]
    [InlineData("A0A0", "goes on after")]
    [InlineData("A10101", "key that is not a text string")]
    [InlineData("A2616101616102", "not valid CBOR")]
    [InlineData("BB7FFFFFFFFFFFFFFF", "not valid CBOR")]
    [InlineData("A1616161FF", "not valid CBOR")]
    [InlineData("A161618181818181818101", "")]
    [InlineData("A16161818181818181818101", "deeper than 8")]
    public void Bad_CBOR_is_refused_and_named(string hex, string named)
    {
        if (named.Length == 0)
        {
            Cbor.Read(Convert.FromHexString(hex));
            return;
        }

        Refuses(Cbor, Convert.FromHexString(hex), named);
    }

    [Fact]
    public void A_payload_in_the_other_format_is_told_so()
    {
        Refuses(Cbor, """{"certificateOwnershipToken":"x"}"""u8.ToArray(), "The payload is json, but the topic asks for cbor");
        Refuses(Json, Convert.FromHexString("A1616101"), "The payload is cbor, but the topic asks for json");
    }

    [Fact]
    public void A_byte_string_is_no_string()
    {
        var e = Assert.Throws<AwsError>(() => Cbor.Read(Convert.FromHexString("A1616141FF")).Text("a"));
        Assert.Contains("a must be a string, not a byte string", e.Message);
    }

    [Fact]
    public void No_bytes_throw_anything_but_a_refusal()
    {
        var soup = Gen.OneOf(Gen.Byte.Array[0, 60], Gen.Int[0, JsonBytes.Length - 1].Select(i => (byte)JsonBytes[i]).Array[0, 40], Gen.Byte[0x60, 0xBF].Array[0, 40]);
        soup.Sample(bytes =>
        {
            foreach (var format in new[] { Json, Cbor })
            {
                try
                {
                    var payload = format.Read(bytes);
                    payload.NearMissOf("parameters");
                    payload.Text("a");
                    payload.Texts("parameters");
                }
                catch (AwsError e)
                {
                    Assert.Equal(AwsErrorCode.InvalidPayload, e.Code);
                }
            }
        });
    }

    [Fact]
    public void A_JSON_reply_keeps_the_order_and_escapes_no_more_than_it_must()
    {
        var reply = Json.Write([new("statusCode", 400), new("certificatePem", "-----BEGIN+/é\n"), new("deviceConfiguration", new Dictionary<string, string> { ["a"] = "b" })]);

        Assert.Equal("""{"statusCode":400,"certificatePem":"-----BEGIN+/é\n","deviceConfiguration":{"a":"b"}}""", Encoding.UTF8.GetString(reply));
    }

    [Fact]
    public void A_CBOR_reply_has_definite_lengths_and_an_unsigned_status()
    {
        var reply = Cbor.Write([new("statusCode", 400), new("a", "b"), new("m", new Dictionary<string, string> { ["k"] = "v" })]);

        Assert.Equal("A36A737461747573436F646519019061616162616DA1616B6176", Convert.ToHexString(reply));
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        Gen.Select(Gen.String.Where(IsWellFormed), Gen.String.Where(IsWellFormed)).Sample((text, value) =>
        {
            foreach (var format in new[] { Json, Cbor })
            {
                var payload = format.Read(format.Write([new("t", text), new("m", new Dictionary<string, string> { ["k"] = value })]));
                Assert.Equal(text, payload.Text("t"));
                Assert.Equal(value, payload.Texts("m")["k"]);
            }
        });

        static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
    }

    static void Refuses(PayloadFormat format, byte[] payload, string named)
    {
        var e = Assert.Throws<AwsError>(() => format.Read(payload));
        Assert.Equal(AwsErrorCode.InvalidPayload, e.Code);
        Assert.Contains(named, e.Message);
    }
}
