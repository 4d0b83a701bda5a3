using System.Text.Json;
using Hatchery.Core.Access;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Access;

public sealed class TrustPolicyTests
{
    static readonly AwsAccount Account = new("us-east-1", "000000000000");
    static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. Cases().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Lets_in_whom_the_case_says(string name)
    {
        var one = Cases().Single(one => one.GetProperty("name").GetString() == name);
        var document = one.GetProperty("document").GetRawText();
        var role = new Role("r", "AROA", "/", Description: null, document, 3_600, Now);

        Assert.Equal(one.GetProperty("iot").GetBoolean(), RoleTrust.IncludesIot(role, "arn:aws:iot:us-east-1:000000000000:provisioningtemplate/t", Account, Now));
        Assert.Equal(one.GetProperty("user").GetString(), $"{TrustOf(document, Caller(CallerKind.User, "user/ops"))}");
        Assert.Equal(one.GetProperty("account").GetString(), $"{TrustOf(document, Caller(CallerKind.Account, "root"))}");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[]}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"NotPrincipal\":{\"AWS\":\"*\"}}}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"somebody\"}}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"AssumeRole\",\"Principal\":\"*\"}}")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\",\"Resource\":\"*\"}}")]
    public void What_is_no_trust_policy_is_refused_and_trusts_nobody(string document)
    {
        Assert.NotEmpty(TrustPolicy.Parse(document).Problems);
        Assert.Null(TrustPolicy.Parse(document).Policy);
        Assert.False(RoleTrust.IncludesIot(new Role("r", "AROA", "/", Description: null, document, 3_600, Now), "arn", Account, Now));
    }

    [Theory]
    [InlineData("credentials.iot.amazonaws.com", false, true)]
    [InlineData("iot.amazonaws.com", true, false)]
    public void The_two_services_of_AWS_IoT_are_trusted_apart(string service, bool iot, bool credentialsProvider)
    {
        var document = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}""";
        var role = new Role("r", "AROA", "/", Description: null, document, 3_600, Now);

        Assert.Equal((iot, credentialsProvider), (RoleTrust.IncludesIot(role, "arn", Account, Now), RoleTrust.IncludesCredentialsProvider(role, "arn", Account, Now)));
    }

    static Trust TrustOf(string document, Caller caller) =>
        TrustPolicy.Parse(document).Policy!.Of(caller, Account, new PolicyContext { ApiCall = new IamRequest { Caller = caller, Now = Now } });

    static Caller Caller(CallerKind kind, string name) => new() { Kind = kind, Arn = Account.IamArn(name), UserId = "x", AccessKeyId = "AKIA" };

    static JsonElement[] Cases() => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases/iam/trust.json"))).RootElement.EnumerateArray()];
}
