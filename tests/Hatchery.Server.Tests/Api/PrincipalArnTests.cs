using Hatchery.Core;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class PrincipalArnTests
{
    static readonly string Id = new('a', 64);

    [Fact]
    public void Reads_the_certificate_id()
    {
        var arn = RegistryApi.Account.IotArn("cert", Id);
        Assert.Equal(Id, PrincipalArn.Parse(arn, RegistryApi.Account).Value);
        Assert.Equal(arn, PrincipalArn.Of(PrincipalArn.Parse(arn, RegistryApi.Account), RegistryApi.Account));
        Assert.Equal(Id, PrincipalArn.Parse(RegistryApi.Account.IotArn("cert", Id.ToUpperInvariant()), RegistryApi.Account).Value);
    }

    [Theory]
    [InlineData("arn:aws:iot:eu-west-1:123456789012:cert/ID", "region 'eu-west-1'")]
    [InlineData("arn:aws:iot:us-east-1:999999999999:cert/ID", "account '999999999999'")]
    [InlineData("arn:aws-cn:iot:us-east-1:123456789012:cert/ID", "partition 'aws-cn'")]
    [InlineData("arn:aws:sns:us-east-1:123456789012:cert/ID", "service 'sns'")]
    [InlineData("arn:aws:iot:us-east-1:123456789012:thinggroup/g", "does not represent a cert")]
    [InlineData("arn:aws:iot:us-east-1:123456789012:cert/", "64 hexadecimal digits")]
    [InlineData("arn:aws:iot:us-east-1:123456789012:cert/IDa", "64 hexadecimal digits")]
    [InlineData("arn:aws:iot:us-east-1:123456789012:cert/ID/x", "64 hexadecimal digits")]
    [InlineData("arn:aws:iot", "is not an ARN")]
    [InlineData("ID", "not the bare id")]
    [InlineData("us-east-1:2b6b7d8c-1111-2222-3333-444455556666", "Invalid principal type")]
    [InlineData("", "Invalid principal type")]
    public void Refuses_anything_else_and_says_why(string arn, string expected)
    {
        var refusal = Assert.Throws<AwsError>(() => PrincipalArn.Parse(arn.Replace("ID", Id, StringComparison.Ordinal), RegistryApi.Account));
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }
}
