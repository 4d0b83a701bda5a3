using System.Net;
using CsCheck;
using Hatchery.Core.Policies.Conditions;

namespace Hatchery.Core.Tests.Policies.Conditions;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.0.0.1")]
    [InlineData("10.1.2.3/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("2001:db8::/32")]
    [InlineData("::1")]
    public void Reads_ranges(string text) => Assert.True(AddressRange.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("::/129")]
    [InlineData("10.0.0/8")]
    [InlineData("example.com")]
    public void Refuses_what_is_no_range(string? text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void Contains_what_the_base_library_says()
    {
        Check(4, 32);
        Check(16, 128);

        static void Check(int bytes, int bits) => Gen.Select(Gen.Byte.Array[bytes], Gen.Int[0, bits], Gen.Int[0, bits * 8]).Sample(
            (address, prefix, flip) =>
            {
                var network = new IPNetwork(Masked(address, prefix), prefix);
                var other = (byte[])address.Clone();
                if (flip < bits)
                {
                    other[flip / 8] ^= (byte)(0x80 >> (flip % 8));
                }

                var candidate = new IPAddress(other);
                Assert.True(AddressRange.TryParse($"{new IPAddress(address)}/{prefix}", out var range));
                Assert.Equal(network.Contains(candidate), range.Contains(candidate.ToString()));
            },
            iter: 2_000);
    }

    static IPAddress Masked(byte[] address, int prefix)
    {
        var masked = (byte[])address.Clone();
        for (var bit = prefix; bit < masked.Length * 8; bit++)
        {
            masked[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(masked);
    }
}
