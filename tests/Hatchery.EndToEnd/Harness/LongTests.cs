namespace Hatchery.EndToEnd.Harness;

/// <summary>Proofs that take minutes run under <c>./test --long</c> only.</summary>
static class LongTests
{
    public static bool Wanted => Environment.GetEnvironmentVariable("HATCHERY_LONG_TESTS") == "1";
}
