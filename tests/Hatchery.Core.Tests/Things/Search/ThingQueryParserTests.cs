using CsCheck;
using Hatchery.Core.Things.Search;

namespace Hatchery.Core.Tests.Things.Search;

public sealed class ThingQueryParserTests
{
    [Fact]
    public void The_longest_query_is_read_and_one_character_more_is_not()
    {
        ThingQueryParser.Parse(new string('a', Limits.QueryMax));
        Refused(new string('a', Limits.QueryMax + 1), "the query has 1001 characters");
    }

    [Fact]
    public void A_query_that_begins_a_term_with_a_wildcard_is_shorter()
    {
        ThingQueryParser.Parse("*" + new string('a', Limits.LeadingWildcardQueryMax - 1));
        Refused("*" + new string('a', Limits.LeadingWildcardQueryMax), "at most 100 characters, not 101");
        ThingQueryParser.Parse("* " + new string('a', Limits.LeadingWildcardQueryMax)); // everything begins with nothing
    }

    [Fact]
    public void Parentheses_nest_to_a_bound()
    {
        ThingQueryParser.Parse($"{new string('(', 31)}a{new string(')', 31)}");
        Refused($"{new string('(', 32)}a{new string(')', 32)}", "at most 32 levels");
    }

    [Fact]
    public void Connectivity_that_is_not_indexed_is_no_field()
    {
        var error = Assert.Throws<AwsError>(() => ThingQueryParser.Parse("a connectivity.connected:true", knowsConnectivity: false));
        Assert.Contains("position 3: connectivity.connected isn't indexed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_throws_anything_but_a_refusal() =>
        Gen.OneOf("a", "thingName:", "attributes.x:", "*", "?", "\\", "\"", "(", ")", "[", "]", "{", "}", " TO ", "<", ">", "=", "-", " ", " AND ", " OR ", "NOT ", ":", "9", "é", "\0")
            .Array[0, 20]
            .Sample(pieces =>
            {
                try
                {
                    ThingQueryParser.Parse(string.Concat(pieces));
                }
                catch (AwsError e)
                {
                    Assert.Equal(AwsErrorCode.InvalidQuery, e.Code);
                }
            });

    static void Refused(string query, string text) => Assert.Contains(text, Assert.Throws<AwsError>(() => ThingQueryParser.Parse(query)).Message, StringComparison.Ordinal);
}
