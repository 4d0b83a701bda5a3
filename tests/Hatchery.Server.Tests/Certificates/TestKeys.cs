using Hatchery.Server.Certificates;

namespace Hatchery.Server.Tests.Certificates;

/// <summary>One real RSA key pair for all tests that don't care which: making one takes a while.</summary>
static class TestKeys
{
    public static readonly DeviceKeyPair Pair = DeviceKeyPair.GenerateRsa();

    public static KeyPool Pool() => new(0, () => Pair);
}
