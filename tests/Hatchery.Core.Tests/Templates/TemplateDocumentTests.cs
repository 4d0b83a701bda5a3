using CsCheck;
using Hatchery.Core.Certificates;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Tests.Templates;

public sealed class TemplateDocumentTests
{
    const string Certificate = """
        "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"}}}
        """;

    [Fact]
    public void The_message_begins_with_the_words_of_aws_and_names_every_error_with_its_place()
    {
        var error = Assert.Throws<AwsError>(() => TemplateDocument.ParseOrThrow(
            """{"Resources":{"policy":{"Type":"AWS::IoT::Policy","Properties":{"PolicyName":"p","PolicyDocument":"{}"}},"x":{"Type":"AWS::S3::Bucket"}}}"""));

        Assert.Equal(AwsErrorCode.InvalidRequest, error.Code);
        Assert.StartsWith("The template body is invalid: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Policy resources must define one property: PolicyName or PolicyDocument ($.Resources.policy.Properties)", error.Message, StringComparison.Ordinal);
        Assert.Contains("The resource type 'AWS::S3::Bucket' is not supported. It may be AWS::IoT::Thing, AWS::IoT::Certificate, AWS::IoT::Policy. ($.Resources.x.Type)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_no_json_is_invalid_in_the_words_of_aws()
    {
        var error = Assert.Throws<AwsError>(() => TemplateDocument.ParseOrThrow("{'a': 1}"));

        Assert.StartsWith("The template body is invalid", error.Message, StringComparison.Ordinal);
        Assert.Contains("JSON not well-formed with location of [line: 1, column: 2]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'a': 1}", "Invalid registration template. Template format error: JSON not well-formed with location of [line: 1, column: 2].")]
    [InlineData("""{"Resources":{"policy":{"Type":"AWS::IoT::Policy","Properties":{}}}}""", "Invalid registration template. Neither policyName nor policyDocument is present in the Template.")]
    public void A_body_given_in_a_call_is_refused_in_the_words_of_aws(string body, string beginning)
    {
        foreach (var kind in new[] { TemplateKind.Registration, TemplateKind.Jitp })
        {
            var error = Assert.Throws<AwsError>(() => TemplateDocument.ParseGivenOrThrow(body, kind));

            Assert.Equal(AwsErrorCode.InvalidRequest, error.Code);
            Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_refusal_names_every_error()
    {
        var resources = string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"r{i}\":{{}}"));
        var error = Assert.Throws<AwsError>(() => TemplateDocument.ParseOrThrow("{\"Resources\":{" + resources + "}}"));

        Assert.All(Enumerable.Range(0, 30), i => Assert.Contains($"($.Resources.r{i})", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_cannot_make_its_refusal_endless()
    {
        var resources = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"{i}\":0"));
        var error = Assert.Throws<AwsError>(() => TemplateDocument.ParseOrThrow($$$"""{"Mappings":{"{{{new string('x', 5000)}}}":{{{{resources}}}}},"Resources":{}}"""));

        Assert.InRange(error.Message.Length, 10_000, Limits.TemplateProblemsCharactersMax + 1000);
        Assert.EndsWith(" more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_body_that_is_too_deep_is_told_how_deep_it_may_be()
    {
        var deep = new string('[', Limits.TemplateDepthMax + 1);
        var closed = TemplateDocument.Parse(deep + new string(']', deep.Length)).Problems;
        var open = TemplateDocument.Parse(deep).Problems;

        Assert.Equal("At most 32 levels are allowed.", Assert.Single(closed).Help);
        Assert.Null(Assert.Single(open).Help);
    }

    [Theory]
    [InlineData(Limits.TemplateBodyMax, true)]
    [InlineData(Limits.TemplateBodyMax + 1, false)]
    public void A_body_has_at_most_so_many_characters(int length, bool accepted)
    {
        var body = "{\"Resources\":{" + Certificate + "}}";
        Assert.Equal(accepted, TemplateDocument.Parse(body + new string(' ', length - body.Length)).Document is not null);
    }

    [Theory]
    [InlineData(Limits.TemplateDepthMax, true)]
    [InlineData(Limits.TemplateDepthMax + 1, false)]
    public void A_body_has_at_most_so_many_levels(int levels, bool accepted)
    {
        var lists = levels - 1;
        var body = "{\"_comment\":" + new string('[', lists) + new string(']', lists) + ",\"Resources\":{" + Certificate + "}}";
        Assert.Equal(accepted, TemplateDocument.Parse(body).Document is not null);
    }

    [Theory]
    [InlineData("ACTIVE", CertificateStatus.Active)]
    [InlineData("Active", CertificateStatus.Active)]
    [InlineData("inactive", CertificateStatus.Inactive)]
    public void A_status_is_read_in_any_case(string text, CertificateStatus status)
    {
        var body = $$$$$"""{"Resources":{"c":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":"x","Status":"{{{{{text}}}}}"}}}}""";
        Assert.Equal(status, TemplateDocument.ParseOrThrow(body).Render(new Dictionary<string, string>(), new CertificateId("x")).Certificate!.Status);
    }

    [Fact]
    public void A_device_cannot_break_out_of_a_document_written_as_an_object()
    {
        var rendered = RenderPolicy("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":{"Fn::Join":["",["arn:aws:iot:us-east-1:000000000000:topic/",{"Ref":"Serial"}]]}}]}""", "x\",\"Effect\":\"Allow");

        Assert.Equal("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/x\",\"Effect\":\"Allow"}]}""", rendered);
    }

    [Fact]
    public void A_device_cannot_fill_in_policy_variables()
    {
        var document = TemplateDocument.ParseOrThrow(
            """{"Resources":{"p":{"Type":"AWS::IoT::Policy","Properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":{"Fn::Sub":"arn:aws:iot:us-east-1:000000000000:topic/${iot:ClientId}/${aws:SourceIp}/${Serial}"}}]}}}}}""");
        var sent = new Dictionary<string, string> { ["iot:ClientId"] = "*", ["aws:SourceIp"] = "*", ["Serial"] = "7" };

        Assert.Equal("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/${iot:ClientId}/${aws:SourceIp}/7"}]}""", document.Render(sent, new CertificateId("x")).Policies[0].Document);
    }

    [Fact]
    public void Policy_variables_in_a_document_stay()
    {
        const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/${iot:Connection.Thing.ThingName}/<>+&'"}]}""";

        Assert.Equal(Document, RenderPolicy(Document, ""));
    }

    [Fact]
    public void Parsing_throws_nothing_whatever_the_text() =>
        Gen.String.Sample(body => TemplateDocument.Parse(body).Problems.Count > 0);

    [Fact]
    public void Parsing_throws_nothing_whatever_json_stands_where() => RandomTemplate.Body.Sample(body =>
    {
        foreach (var kind in Enum.GetValues<TemplateKind>())
        {
            var (document, problems) = TemplateDocument.Parse(body, kind);
            Assert.Equal(document is null, problems.Any(problem => problem.Severity == ProblemSeverity.Error));
        }
    }, iter: 5_000);

    [Fact]
    public void A_template_of_a_call_is_refused_or_rendered_the_same_each_time_with_a_certificate_of_one_form()
    {
        var (rendered, refused) = (0, 0);
        Gen.Select(RandomTemplate.LikelyRegistration, Gen.OneOf(Gen.String, Gen.OneOf("a", "x,y", "1"))).Sample((body, serial) =>
        {
            if (TemplateDocument.Parse(body, TemplateKind.Registration).Document is not { } document)
            {
                return;
            }

            try
            {
                var first = document.RenderRegistration(new Dictionary<string, string> { ["SerialNumber"] = serial });
                var second = document.RenderRegistration(new Dictionary<string, string> { ["SerialNumber"] = serial });
                Assert.Equal((first.Certificate, first.Thing?.Name), (second.Certificate, second.Thing?.Name));
                Assert.True(first.Certificate!.Id.Value.Length == 0 || first.Certificate.New is null);
                Interlocked.Increment(ref rendered);
            }
            catch (AwsError)
            {
                Interlocked.Increment(ref refused);
            }
        }, iter: 5_000);

        Assert.True(rendered > 100 && refused > 100, $"The generator is of no use: {rendered} rendered, {refused} refused.");
    }

    static string RenderPolicy(string document, string serial)
    {
        var body = "{\"Resources\":{\"p\":{\"Type\":\"AWS::IoT::Policy\",\"Properties\":{\"PolicyDocument\":" + document + "}}}}";
        var sent = new Dictionary<string, string> { ["Serial"] = serial };
        return TemplateDocument.ParseOrThrow(body).Render(sent, new CertificateId("x")).Policies[0].Document!;
    }
}
