using System.Text;
using Hatchery.Core;
using Hatchery.Server.Provisioning;

namespace Hatchery.Server.Tests.Provisioning;

public sealed class RejectionTests
{
    [Fact]
    public void Has_exactly_the_three_members_in_AWSs_order()
    {
        var json = Encoding.UTF8.GetString(PayloadFormat.Json.Write(Rejection.Of(new AwsError(AwsErrorCode.InvalidCsr, "No.")).Members));

        Assert.Equal("""{"statusCode":400,"errorCode":"InvalidCsr","errorMessage":"No. [csr-invalid]"}""", json);
    }

    [Fact]
    public void Codes_of_the_API_become_codes_of_the_provisioning_topics()
    {
        Assert.Equal(AwsErrorCode.InvalidParameters, Rejection.Of(AwsError.NotFound("Thing group g does not exist")).Code);
        Assert.Equal(AwsErrorCode.InvalidParameters, Rejection.Of(AwsError.InvalidRequest("x")).Code);
        Assert.Equal(AwsErrorCode.InvalidParameters, Rejection.Of(new AwsError(AwsErrorCode.ResourceConflicts, "x")).Code);
        Assert.Equal(AwsErrorCode.TemplateNotFound, Rejection.Of(new AwsError(AwsErrorCode.TemplateNotFound, "x")).Code);
        Assert.Equal(AwsErrorCode.ProvisioningDenied, Rejection.Of(new AwsError(AwsErrorCode.ProvisioningDenied, "x")).Code);
        Assert.Equal(AwsErrorCode.Throttled, Rejection.Of(new AwsError(AwsErrorCode.Throttling, "x")).Code);
        Assert.Equal(AwsErrorCode.ProvisioningFailure, Rejection.Of(new AwsError(AwsErrorCode.ServiceUnavailable, "x")).Code);
    }

    [Fact]
    public void Control_characters_and_half_characters_are_left_out()
    {
        Assert.Equal("a b c d [invalid-parameters]", Rejection.Of(AwsError.InvalidParameters("a\nb\0c\u0085d")).Message);
        Assert.Equal("half \ufffd pair [invalid-parameters]", Rejection.Of(AwsError.InvalidParameters("half \ud800 pair")).Message);
    }

    [Fact]
    public void A_message_of_512_bytes_stays_and_a_longer_one_is_cut_between_characters()
    {
        const string Id = " [invalid-parameters]";
        var longest = new string('x', 512 - Id.Length);
        Assert.Equal(longest + Id, Rejection.Of(AwsError.InvalidParameters(longest)).Message);
        foreach (var filler in new[] { "x", "é", "😀", "x😀" })
        {
            var cut = Rejection.Of(AwsError.InvalidParameters(string.Concat(Enumerable.Repeat(filler, 600)))).Message;
            Assert.InRange(Encoding.UTF8.GetByteCount(cut), 500, 512);
            Assert.EndsWith("..." + Id, cut);
            Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
        }
    }
}
