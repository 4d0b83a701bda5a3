using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using Hatchery.Core.Policies;
using Hatchery.Core.Policies.Patterns;

namespace Hatchery.Core.Tests.Policies.Patterns;

public sealed class TextPatternTests
{
    // Few letters, so that random texts match random patterns often enough.
    static readonly Gen<string> Patterns = Gen.String[Gen.Char["ab/*?+#"], 0, 12];
    static readonly Gen<string> Texts = Gen.String[Gen.Char["ab/*?+#"], 0, 16];

    static readonly MatchScope Nobody = new(new PolicyContext(), LiteralsStay: false);

    [Fact]
    public void Matches_what_the_same_regex_matches() =>
        Gen.Select(Patterns, Texts).Sample(
            (pattern, text) => TextPattern.Parse(pattern, PatternSyntax.Resource).Matches(text, Nobody) == ToRegex(pattern).IsMatch(text),
            iter: 10_000);

    [Fact]
    public void Random_texts_do_match_sometimes()
    {
        var matches = 0;
        Gen.Select(Patterns, Texts).Sample(
            (pattern, text) =>
            {
                if (TextPattern.Parse(pattern, PatternSyntax.Resource).Matches(text, Nobody))
                {
                    Interlocked.Increment(ref matches);
                }
            },
            iter: 2_000);
        Assert.True(matches > 20, "the property above would prove nothing");
    }

    [Fact]
    public void A_value_that_is_put_in_matches_itself_and_nothing_else()
    {
        var pattern = TextPattern.Parse("topic/${iot:ClientId}/x", PatternSyntax.Resource);
        Gen.Select(Gen.String[Gen.Char["ab*?${}:/iotClentId"], 1, 10], Gen.String[Gen.Char["ab*?${}:/iotClentId"], 1, 10]).Sample(
            (value, other) => pattern.Matches($"topic/{other}/x", new MatchScope(new PolicyContext { ClientId = value }, LiteralsStay: false)) == (value == other),
            iter: 5_000);
    }

    [Fact]
    public void A_value_that_is_put_in_is_never_expanded_again()
    {
        var pattern = TextPattern.Parse("${iot:ClientId}", PatternSyntax.Resource);
        var context = new PolicyContext { ClientId = "${iot:DomainName}", DomainName = "example.com" };
        Assert.True(pattern.Matches("${iot:DomainName}", new MatchScope(context, LiteralsStay: false)));
        Assert.False(pattern.Matches("example.com", new MatchScope(context, LiteralsStay: false)));
    }

    [Theory]
    [InlineData("${iot:ClientId}", false, false)]
    [InlineData("${iot:ClientId}", true, true)]
    [InlineData("anything", true, false)]
    public void Without_a_value_the_text_stays_only_where_it_may(string text, bool literalsStay, bool expected) =>
        Assert.Equal(expected, TextPattern.Parse("${iot:ClientId}", PatternSyntax.Resource).Matches(text, new MatchScope(new PolicyContext(), literalsStay)));

    [Theory]
    [InlineData("a*", "a*", true)]
    [InlineData("a*", "ab", false)]
    [InlineData("${*}", "*", true)]
    public void Wildcards_are_plain_where_the_syntax_says_so(string pattern, string text, bool expected) =>
        Assert.Equal(expected, TextPattern.Parse(pattern, PatternSyntax.Variables).Matches(text, Nobody));

    [Theory]
    [InlineData("${")]
    [InlineData("${iot:ClientId")]
    [InlineData("$")]
    [InlineData("a$}")]
    public void What_is_no_variable_is_plain_text(string text) => Assert.True(TextPattern.Parse(text, PatternSyntax.Resource).Matches(text, Nobody));

    [Fact]
    public void Many_stars_on_a_long_text_take_no_time()
    {
        var pattern = TextPattern.Parse(string.Concat(Enumerable.Repeat("*a", 700)) + "*b*", PatternSyntax.Resource);
        var text = new string('a', 65_536);
        var clock = Stopwatch.StartNew();
        Assert.False(pattern.Matches(text, Nobody));
        Assert.True(pattern.Matches(text + "b", Nobody));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Matching_without_variables_allocates_nothing()
    {
        var pattern = TextPattern.Parse("arn:aws:iot:us-east-1:*:topic/?/b/*/d", PatternSyntax.Resource);
        const string text = "arn:aws:iot:us-east-1:000000000000:topic/a/b/c/d";
        Assert.True(pattern.Matches(text, Nobody));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            pattern.Matches(text, Nobody);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static Regex ToRegex(string pattern) =>
        new("^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
}
