using Hatchery.Core.Policies.Variables;

namespace Hatchery.Core.Tests.Policies.Variables;

public sealed class SubstitutionRulesTests
{
    [Fact]
    public void A_value_of_1024_characters_is_put_in_and_one_of_1025_is_not()
    {
        Assert.NotNull(SubstitutionRules.WithoutWildcards(new string('x', 1024)));
        Assert.Null(SubstitutionRules.WithoutWildcards(new string('x', 1025)));
        Assert.Null(SubstitutionRules.EscapedName(new string('x', 1025)));
    }

    [Theory]
    [InlineData("a*")]
    [InlineData("$a")]
    [InlineData("+")]
    [InlineData("a?b")]
    [InlineData("#")]
    public void A_value_with_a_wildcard_is_not_put_in(string value)
    {
        Assert.Null(SubstitutionRules.WithoutWildcards(value));
        Assert.Null(SubstitutionRules.EscapedName(value));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "a\\,b")]
    [InlineData("\"\\=<>;", "\\\"\\\\\\=\\<\\>\\;")]
    [InlineData("O=Amazon.com Inc.", "O\\=Amazon.com Inc.")]
    public void Special_characters_of_names_are_escaped(string value, string expected) => Assert.Equal(expected, SubstitutionRules.EscapedName(value));
}
