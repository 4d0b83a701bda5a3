using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.SetUp;

/// <summary>What an operator is told, by aws, when something is wrong.</summary>
public sealed class RefusalsByAwsTests(SeedFixture fixture)
{
    [Fact]
    public async Task A_wrong_secret_is_refused_with_403()
    {
        var aws = fixture.Require().Aws;
        await aws.With("AWS_SECRET_ACCESS_KEY", "not-the-secret").FailAsync("InvalidSignatureException", "iot", "list-things");
        await aws.With("AWS_SECRET_ACCESS_KEY", "not-the-secret").FailAsync("SignatureDoesNotMatch", "sts", "get-caller-identity");
        await aws.With("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN000000000").FailAsync("UnrecognizedClientException", "iot", "list-things");
    }

    [Fact]
    public async Task Bad_documents_and_names_are_refused_in_AWSs_words()
    {
        var aws = fixture.Require().Aws;
        Assert.Contains("Policy document is Malformed", await aws.FailAsync("MalformedPolicyException", "iot", "create-policy", "--policy-name", "bad", "--policy-document", "{"), StringComparison.Ordinal);
        Assert.Contains("name already exists", await aws.FailAsync("ResourceAlreadyExistsException", "iot", "create-policy", "--policy-name", Seed.FleetPolicy,
            "--policy-document", Seed.Document("fleet-policy.json", fixture.Server)), StringComparison.Ordinal);
        Assert.Contains("validation error", await aws.FailAsync("InvalidRequestException", "iot", "create-thing", "--thing-name", "not a name!"), StringComparison.Ordinal);
        Assert.Contains("The template body is invalid", await aws.FailAsync("InvalidRequestException", "iot", "create-provisioning-template", "--template-name", "bad",
            "--provisioning-role-arn", "arn:aws:iam::000000000000:role/esp32_fleet_prov_role", "--template-body", "{"), StringComparison.Ordinal);
        await aws.FailAsync("InvalidRequestException", "iot", "create-provisioning-template", "--template-name", "bad",
            "--provisioning-role-arn", "arn:aws:iam::000000000000:role/esp32_fleet_prov_role", "--template-body",
            """{"Resources":{"thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Fn::Base64":"x"}}}}}""");
        await aws.FailAsync("EntityAlreadyExists", "iam", "create-role", "--role-name", Seed.Role, "--assume-role-policy-document",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""");
    }
}
