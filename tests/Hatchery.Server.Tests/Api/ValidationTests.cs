using Hatchery.Core;
using Hatchery.Core.Policies;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

public sealed class ValidationTests
{
    [Fact]
    public void Every_failed_check_is_in_one_message_in_AWS_words()
    {
        var refusal = Assert.Throws<AwsError>(() => new Validation()
            .Text("policyName", "a b", PolicyName.Pattern, 1, 2)
            .Required("policyDocument", null)
            .OneOf("status", "ACTIV", "ACTIVE", "INACTIVE")
            .Range("pageSize", 0, 1, 250)
            .ThrowIfAny());

        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Equal(
            "5 validation errors detected: "
            + "Value 'a b' at 'policyName' failed to satisfy constraint: Member must have length less than or equal to 2; "
            + @"Value 'a b' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]+; "
            + "Value null at 'policyDocument' failed to satisfy constraint: Member must not be null; "
            + "Value 'ACTIV' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [ACTIVE, INACTIVE]; "
            + "Value '0' at 'pageSize' failed to satisfy constraint: Member must have value greater than or equal to 1",
            refusal.Message);
    }

    [Theory]
    [InlineData("p", true)]
    [InlineData("P_1+=,.@-", true)]
    [InlineData("p\n", false)]
    [InlineData("é", false)]
    [InlineData("", false)]
    public void Names_of_policies_are_ASCII_and_match_as_a_whole(string name, bool valid)
    {
        var check = new Validation().Text("policyName", name, PolicyName.Pattern, 1, 128);
        if (valid)
        {
            check.ThrowIfAny();
            return;
        }

        Assert.Throws<AwsError>(check.ThrowIfAny);
    }

    [Theory]
    [InlineData(@"[\p{Graph}\x20]*", "a ~!", "a\u0001")]
    [InlineData(@"[\p{Graph}\x20]*", "", "für")]
    [InlineData(@"[^\p{C}]*", "für \U0001F600", "a\u0001")]
    [InlineData("^[0-9A-Za-z_-]+$", "a-1", "a-1\n")]
    public void The_patterns_of_the_model_mean_what_they_mean_to_AWS_and_are_told_as_they_stand_there(string pattern, string good, string bad)
    {
        new Validation().Text("x", good, pattern, 0, 10).ThrowIfAny();
        var refusal = Assert.Throws<AwsError>(new Validation().Text("x", bad, pattern, 0, 10).ThrowIfAny);

        Assert.EndsWith($"Member must satisfy regular expression pattern: {pattern}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_at_the_limit_passes_and_one_more_does_not()
    {
        new Validation().Text("x", new string('a', 128), pattern: null, 1, 128).ThrowIfAny();
        Assert.Throws<AwsError>(new Validation().Text("x", new string('a', 129), pattern: null, 1, 128).ThrowIfAny);
    }
}
