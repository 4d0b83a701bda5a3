using System.Text;
using CsCheck;
using Hatchery.Core.Provisioning.Hooks;

namespace Hatchery.Core.Tests.Provisioning.Hooks;

public sealed class HookAnswerTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("0", false)]
    public void Yes_and_no_have_three_spellings_each(string allow, bool expected) =>
        Assert.Equal(expected, Parse($$"""{"allowProvisioning":{{allow}},"more":[1]}""").Allowed);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("[]", "must be a JSON object, not a list")]
    [InlineData("null", "must be a JSON object, not null")]
    [InlineData("\"{}\"", "must be a JSON object, not the string '{}'")]
    [InlineData("{}", "has no allowProvisioning")]
    [InlineData("{\"AllowProvisioning\":true}", "has no allowProvisioning. Did you mean 'AllowProvisioning'? Names are case-sensitive")]
    [InlineData("{\"allowProvisioning\":false,\"allowProvisioning\":true}", "is not valid JSON")]
    [InlineData("{\"allowProvisioning\":null}", "must have allowProvisioning true or false, not null")]
    [InlineData("{\"allowProvisioning\":\"yes\"}", "must have allowProvisioning true or false, not the string 'yes'")]
    [InlineData("{\"allowProvisioning\":\"True\"}", "not the string 'True'")]
    [InlineData("{\"allowProvisioning\":2}", "must have allowProvisioning true or false, not a number")]
    [InlineData("{\"allowProvisioning\":\"\\ud800\"}", "has half a character in a string")]
    [InlineData("{\"allowProvisioning\":true,\"parameterOverrides\":[]}", "must have a map of strings in parameterOverrides, not a list")]
    [InlineData("{\"allowProvisioning\":true,\"parameterOverrides\":{\"a\":1}}", "must have a string in parameterOverrides.'a', not a number")]
    [InlineData("{\"allowProvisioning\":true,\"parameterOverrides\":{\"AWS::IoT::Certificate::Id\":\"x\"}}", "sets parameterOverrides.'AWS::IoT::Certificate::Id'")]
    public void Any_other_answer_is_named(string json, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_override_has_the_bounds_of_a_parameter()
    {
        Parse(Override(new string('v', Limits.ParameterValueMax)));
        Assert.Contains("too long", Assert.Throws<FormatException>(() => Parse(Override(new string('v', Limits.ParameterValueMax + 1)))).Message, StringComparison.Ordinal);

        static string Override(string value) => $$$"""{"allowProvisioning":true,"parameterOverrides":{"a":"{{{value}}}"}}""";
    }

    [Fact]
    public void Overrides_win_over_parameters_and_may_add_names()
    {
        var answer = Parse("""{"allowProvisioning":true,"parameterOverrides":{"a":"2","b":"3"}}""");

        Assert.Equal(
            new Dictionary<string, string> { ["a"] = "2", ["b"] = "3", ["c"] = "4" },
            answer.Over(new Dictionary<string, string> { ["a"] = "1", ["c"] = "4" }));
    }

    [Fact]
    public void No_bytes_make_anything_but_an_answer_or_a_reason() => Gen.OneOf(
        Gen.Byte.Array[0, 40],
        Gen.String.Select(text => Encoding.UTF8.GetBytes($$$"""{"allowProvisioning":1,"parameterOverrides":{"{{{text}}}":"{{{text}}}"}}"""))).Sample(bytes =>
    {
        try
        {
            HookAnswer.Parse(bytes);
        }
        catch (FormatException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });

    static HookAnswer Parse(string json) => HookAnswer.Parse(Encoding.UTF8.GetBytes(json));
}
