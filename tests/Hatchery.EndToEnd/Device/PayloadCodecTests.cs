using System.Formats.Cbor;
using System.Text;
using CsCheck;
using Hatchery.Device.Payloads;

namespace Hatchery.Device.Tests;

public sealed class PayloadCodecTests
{
    [Theory]
    [InlineData(PayloadFormat.Json)]
    [InlineData(PayloadFormat.Cbor)]
    public void What_is_written_reads_back(PayloadFormat format)
    {
        Gen.Select(Gen.String.AlphaNumeric, Gen.Long, Gen.Dictionary(Gen.String.AlphaNumeric, Gen.String.AlphaNumeric)[0, 5]).Sample((text, number, texts) =>
        {
            var written = PayloadCodec.Encode(new PayloadMap().Add("text", text).Add("number", number).Add("map", texts), format);
            var read = PayloadCodec.Decode(written, format);
            Assert.Equal(text, read.Text("text"));
            Assert.Equal(number, Assert.IsType<long>(read.Members.Single(m => m.Key == "number").Value));
            Assert.Equal(texts, read.Map("map"));
        });
    }

    [Fact]
    public void The_register_request_has_the_bytes_of_AWSs_C_demo()
    {
        var parameters = new Dictionary<string, string> { ["SerialNumber"] = "abc" };
        var bytes = PayloadCodec.Encode(new PayloadMap().Add("certificateOwnershipToken", "t").Add("parameters", parameters), PayloadFormat.Cbor);

        Assert.Equal(
            "A2" + "7819" + Convert.ToHexString("certificateOwnershipToken"u8) + "61" + "74"
            + "6A" + Convert.ToHexString("parameters"u8) + "A1" + "6C" + Convert.ToHexString("SerialNumber"u8) + "63" + "616263",
            Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("""{"statusCode":400,"errorCode":"InvalidParameters","errorMessage":"no"}""")]
    [InlineData("""{"errorMessage":"no","errorCode":"InvalidParameters","statusCode":400,"later":[1,{"a":null}],"other":1.5}""")]
    public void A_rejection_is_read_in_any_order_and_with_members_yet_to_come(string json)
    {
        var rejection = FleetProvisioningClient.Rejection(PayloadCodec.Decode(Encoding.UTF8.GetBytes(json), PayloadFormat.Json));

        Assert.Equal((400, "InvalidParameters", "no"), (rejection.StatusCode, rejection.ErrorCode, rejection.ErrorMessage));
    }

    [Theory]
    [InlineData("""{"statusCode":"400","errorCode":"x","errorMessage":"no"}""", "statusCode")]
    [InlineData("""{"statusCode":400,"errorMessage":"no"}""", "errorCode")]
    [InlineData("""{"statusCode":400,"errorCode":"x","errorMessage":null}""", "errorMessage")]
    public void A_rejection_without_one_of_its_members_is_no_answer_of_the_API(string json, string member)
    {
        var answer = PayloadCodec.Decode(Encoding.UTF8.GetBytes(json), PayloadFormat.Json);

        Assert.Contains(member, Assert.Throws<InvalidDataException>(() => FleetProvisioningClient.Rejection(answer)).Message);
    }

    [Fact]
    public void CBOR_of_indefinite_length_is_read_too()
    {
        var writer = new CborWriter();
        writer.WriteStartMap(null);
        writer.WriteTextString("thingName");
        writer.WriteStartIndefiniteLengthTextString();
        writer.WriteTextString("sensor");
        writer.WriteTextString("-1");
        writer.WriteEndIndefiniteLengthTextString();
        writer.WriteTextString("deviceConfiguration");
        writer.WriteStartMap(null);
        writer.WriteTextString("url");
        writer.WriteTextString("x");
        writer.WriteEndMap();
        writer.WriteEndMap();

        var answer = PayloadCodec.Decode(writer.Encode(), PayloadFormat.Cbor);

        Assert.Equal("sensor-1", answer.Text("thingName"));
        Assert.Equal("x", answer.Map("deviceConfiguration")["url"]);
    }

    [Fact]
    public void A_configuration_that_names_a_text_twice_gives_the_last()
    {
        var answer = PayloadCodec.Decode("""{"deviceConfiguration":{"url":"x","url":"y"}}"""u8.ToArray(), PayloadFormat.Json);

        Assert.Equal("y", answer.Map("deviceConfiguration")["url"]);
    }

    [Fact]
    public void Whatever_arrives_is_read_or_refused_and_nothing_else()
    {
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Enum<PayloadFormat>()).Sample((bytes, format) =>
        {
            try
            {
                PayloadCodec.Decode(bytes, format);
            }
            catch (InvalidDataException)
            {
                // refused
            }
        });
    }
}
