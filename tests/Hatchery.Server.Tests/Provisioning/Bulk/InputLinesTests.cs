using System.Text;
using CsCheck;
using Hatchery.Core;
using Hatchery.Server.Provisioning.Bulk;

namespace Hatchery.Server.Tests.Provisioning.Bulk;

public sealed class InputLinesTests
{
    [Fact]
    public void Lines_are_what_lies_between_newlines_and_reading_goes_on_from_any_of_them()
    {
        var text = Gen.Select(
            Gen.OneOf("", "a", "{}", " ", "\r", "two words", new string('x', 70_000), new string('y', Limits.RegistrationLineBytesMax)).List[0, 12],
            Gen.Bool);
        text.Sample((lines, ended) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + (ended ? "\n" : ""));
            var expected = Expected(lines);
            var all = Read(bytes, 0, 0);
            Assert.Equal(expected, all.Select(line => (line.Number, Show(line))));
            Assert.All(all, line => Assert.Equal(all.Where(other => other.Number >= line.Number).Select(Show), Read(bytes, line.Offset, line.Number - 1).Select(Show)));
        });
    }

    [Fact]
    public void A_byte_order_mark_and_the_line_ends_of_Windows_are_passed_over()
    {
        var lines = Read([0xEF, 0xBB, 0xBF, .. "{}\r\n\r\n {\"a\":\"b\"} \r\n"u8], 0, 0);
        Assert.Equal([(1, "{}"), (3, """{"a":"b"}""")], lines.Select(line => (line.Number, Show(line))));
    }

    [Theory]
    [InlineData(Limits.RegistrationLineBytesMax, false)]
    [InlineData(Limits.RegistrationLineBytesMax + 1, true)]
    public void A_line_may_be_as_long_as_the_limit(int length, bool tooLong) =>
        Assert.Equal(tooLong, Assert.Single(Read([.. Enumerable.Repeat((byte)'x', length), (byte)'\n'], 0, 0)).Json is null);

    static IEnumerable<(long, string)> Expected(List<string> lines) => lines
        .Select((line, i) => (Number: (long)i + 1, Text: line.Trim(' ', '\r')))
        .Where(line => line.Text.Length > 0)
        .Select(line => (line.Number, line.Text.Length <= Limits.RegistrationLineBytesMax ? line.Text : "too long"));

    static List<InputLine> Read(byte[] bytes, long offset, long before)
    {
        using var input = new InputLines(new MemoryStream(bytes), offset, before);
        var lines = new List<InputLine>();
        while (input.Read() is { } line)
        {
            lines.Add(line);
        }

        Assert.Equal(bytes.Length, input.Offset);
        return lines;
    }

    static string Show(InputLine line) => line.Json is null ? "too long" : Encoding.UTF8.GetString(line.Json);
}
