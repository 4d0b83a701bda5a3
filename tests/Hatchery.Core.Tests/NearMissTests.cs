namespace Hatchery.Core.Tests;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("SerialNumber", "serialNumber", " Did you mean 'serialNumber'? Names are case-sensitive.")]
    [InlineData("SerialNumber", "SerialNumbr", " Did you mean 'SerialNumbr'?")]
    [InlineData("SerialNumber", "SerialNmbr", " Did you mean 'SerialNmbr'?")]
    [InlineData("SerialNumber", "SerNumber", "")]
    [InlineData("SN", "XN", " Did you mean 'XN'?")]
    [InlineData("SN", "XY", "")]
    [InlineData("SN", "SN", "")]
    [InlineData("SerialNumber", "serial_number", " Did you mean 'serial_number'?")]
    public void A_hint_is_given_when_one_or_two_edits_make_the_name(string wanted, string candidate, string hint) =>
        Assert.Equal(hint, NearMiss.Hint(wanted, [candidate, "somethingElseEntirely"]));

    [Fact]
    public void A_name_that_differs_in_case_only_is_preferred() => Assert.Equal("ABC", NearMiss.Of("abc", ["abd", "ABC", "abcd"]));

    [Fact]
    public void Long_texts_are_cut() => Assert.Equal($"'{new string('x', 64)}...'", NearMiss.Quote(new string('x', 65)));

    [Fact]
    public void A_cut_never_splits_a_character_which_CBOR_could_not_write() =>
        Assert.Equal($"'{new string('x', 63)}...'", NearMiss.Quote(new string('x', 63) + "\U0001F600 and more"));
}
