using Hatchery.Core.Access;
using Hatchery.Core.Policies;
using Hatchery.Core.Templates;
using Hatchery.Core.Templates.Warnings;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Templates.Warnings;

public sealed class TemplateWarningsTests
{
    const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    const string Body = """
        {"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t","ThingTypeName":{"Fn::Join":["",["lamp","s"]]},"ThingGroups":["a",{"Ref":"Site"},"b"],"BillingGroup":"acme"}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}},
          "policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":"fleet"}}},
         "Parameters":{"Site":{"Type":"String"}}}
        """;

    static readonly AwsAccount Account = new("us-east-1", "000000000000");

    static readonly ProvisioningTemplate Good = new(
        new TemplateName("fleet"), null, true, "arn:aws:iam::000000000000:role/service-role/provisioning", null, "FLEET_PROVISIONING", 1, default, default);

    static readonly TemplateSurroundings Whole = new()
    {
        Account = Account,
        HasHookEndpoint = true,
        Groups = new HashSet<string> { "a", "b" },
        Types = new Dictionary<string, ThingType> { ["lamps"] = new(new ThingTypeName("lamps"), "id", null, [], default) },
        BillingGroups = new HashSet<string> { "acme" },
        Policies = new HashSet<string> { "fleet" },
        Role = RoleThatTrusts(Trust),
        RolePolicies = ["arn:aws:iam::aws:policy/service-role/AWSIoTThingsRegistration"],
    };

    [Fact]
    public void A_template_whose_surroundings_are_whole_has_none() => Assert.Empty(Of(Good, Whole));

    [Theory]
    [InlineData("template-disabled", "enabled")]
    [InlineData("role-not-found", "provisioningRoleArn")]
    [InlineData("role-without-policy", "provisioningRoleArn")]
    [InlineData("role-not-trusting-iot", "provisioningRoleArn")]
    [InlineData("hook-of-another-region", "preProvisioningHook.targetArn")]
    [InlineData("hook-without-endpoint", "preProvisioningHook.targetArn")]
    [InlineData("settings-ambiguous", "settings")]
    [InlineData("missing-group", "$.Resources.thing.Properties.ThingGroups[2]")]
    [InlineData("missing-type", "$.Resources.thing.Properties.ThingTypeName")]
    [InlineData("deprecated-type", "$.Resources.thing.Properties.ThingTypeName")]
    [InlineData("missing-billing-group", "$.Resources.thing.Properties.BillingGroup")]
    [InlineData("missing-policy", "$.Resources.policy.Properties.PolicyName")]
    public void What_is_missing_is_warned_of_alone_with_its_place_and_a_fix(string id, string path)
    {
        var hook = new PreProvisioningHook("arn:aws:lambda:us-east-1:000000000000:function:f", "2020-04-01");
        var (template, around) = id switch
        {
            "template-disabled" => (Good with { Enabled = false }, Whole),
            "role-not-found" => (Good, Whole with { Role = null }),
            "role-without-policy" => (Good, Whole with { RolePolicies = ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
            "role-not-trusting-iot" => (Good, Whole with { Role = RoleThatTrusts(Trust.Replace("iot.", "lambda.")) }),
            "hook-of-another-region" => (Good with { Hook = hook with { TargetArn = hook.TargetArn.Replace("us-east-1", "eu-west-1") } }, Whole),
            "hook-without-endpoint" => (Good with { Hook = hook }, Whole with { HasHookEndpoint = false }),
            "settings-ambiguous" => (Good, Whole with { Rival = (new PolicyName("claims"), new TemplateName("other")) }),
            "missing-group" => (Good, Whole with { Groups = new HashSet<string> { "a" } }),
            "missing-type" => (Good, Whole with { Types = new Dictionary<string, ThingType>() }),
            "deprecated-type" => (Good, Whole with { Types = Whole.Types.ToDictionary(type => type.Key, type => type.Value with { DeprecatedAt = default(DateTimeOffset) }) }),
            "missing-billing-group" => (Good, Whole with { BillingGroups = new HashSet<string>() }),
            _ => (Good, Whole with { Policies = new HashSet<string>() }),
        };

        var warning = Assert.Single(Of(template, around));

        Assert.Equal((id, path, ProblemSeverity.Warning), (warning.Rule, warning.Path, warning.Severity));
        Assert.EndsWith(".", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", warning.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-thing", "$.Resources", """{"Resources":{"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    [InlineData("no-certificate", "$.Resources", """{"Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t"}}}}""")]
    [InlineData("meaningless-key", "$.Version", """{"Version":"1","Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t"}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    [InlineData("undeclared-parameter", "$.Resources.t.Properties.ThingName", """{"Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"x"}}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    [InlineData("attributes-without-type", "$.Resources.t.Properties.AttributePayload", """{"Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t","AttributePayload":{"a":"","b":"","c":"","d":""}}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    [InlineData("document-text-filled-in", "$.Resources.p.Properties.PolicyDocument", """{"Parameters":{"x":{"Type":"String"}},"Resources":{"p":{"Type":"AWS::IoT::Policy","Properties":{"PolicyDocument":{"Ref":"x"}}},"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t"}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    [InlineData("attribute-not-enforced", "$.Parameters.x.NoEcho", """{"Parameters":{"x":{"Type":"String","NoEcho":true}},"Resources":{"t":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":"t"}},"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}}}""")]
    public void What_the_body_lets_happen_is_warned_of_with_a_fix(string id, string path, string body)
    {
        var warning = Assert.Single(Of(Good, Whole, body));

        Assert.Equal((id, path), (warning.Rule, warning.Path));
        Assert.NotNull(warning.Help);
    }

    [Fact]
    public void A_name_that_a_parameter_decides_is_not_looked_for() =>
        Assert.DoesNotContain(Of(Good, Whole with { Groups = new HashSet<string>() }), warning => warning.Path.EndsWith("ThingGroups[1]", StringComparison.Ordinal));

    [Theory]
    [InlineData(Trust, true)]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","iot.amazonaws.com"]},"Action":["sts:AssumeRole"]}}""", true)]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""", false)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""", false)]
    [InlineData("""{"Statement":[1,{"Effect":"Allow"}]}""", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void A_trust_policy_is_read_in_each_of_its_forms(string document, bool trusts) =>
        Assert.Equal(!trusts, Of(Good, Whole with { Role = RoleThatTrusts(document) }).Any(warning => warning.Rule == "role-not-trusting-iot"));

    static Role RoleThatTrusts(string document) => new("provisioning", "id", "/service-role/", null, document, 3_600, default);

    static IReadOnlyList<Problem> Of(ProvisioningTemplate template, TemplateSurroundings around, string body = Body)
    {
        var (document, problems) = TemplateDocument.Parse(body);
        return TemplateWarnings.Of(template, document!, problems, around);
    }
}
