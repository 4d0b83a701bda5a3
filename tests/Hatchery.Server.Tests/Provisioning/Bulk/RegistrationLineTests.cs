using System.Text;
using CsCheck;
using Hatchery.Core;
using Hatchery.Server.Provisioning.Bulk;

namespace Hatchery.Server.Tests.Provisioning.Bulk;

public sealed class RegistrationLineTests
{
    [Fact]
    public void The_members_of_the_object_are_the_parameters() =>
        Assert.Equal(
            new Dictionary<string, string> { ["ThingName"] = "foo", ["CSR"] = "line 1\nline 2", [""] = "é" },
            Parse("""{"ThingName": "foo", "CSR": "line 1\nline 2", "": "\u00e9"}"""));

    [Theory]
    [InlineData(Limits.ParameterNameMax, 1, true)]
    [InlineData(Limits.ParameterNameMax + 1, 1, false)]
    [InlineData(1, Limits.ParameterValueMax, true)]
    [InlineData(1, Limits.ParameterValueMax + 1, false)]
    public void Names_and_values_may_be_as_long_as_the_API_takes_them(int name, int value, bool ok)
    {
        var line = $$"""{"{{new string('n', name)}}": "{{new string('v', value)}}"}""";
        Assert.Equal(ok, Record.Exception(() => Parse(line)) is null);
    }

    [Fact]
    public void No_line_makes_anything_but_parameters_or_a_refusal()
    {
        var part = Gen.OneOf("{", "}", "\"", "a", ":", ",", "[", "]", "1", "null", "\\", "\\ud800", "é", "\"a\":\"b\"", "{\"a\":\"b\"}", "//", "\t");
        part.List[0, 8].Sample(parts =>
        {
            try
            {
                Parse(string.Concat(parts));
            }
            catch (AwsError e)
            {
                Assert.Equal(AwsErrorCode.InvalidRequest, e.Code);
            }
        });
    }

    static Dictionary<string, string> Parse(string line) => RegistrationLine.Parse(new InputLine(1, 0, Encoding.UTF8.GetBytes(line)));
}
