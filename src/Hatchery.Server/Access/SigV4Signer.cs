namespace Hatchery.Server.Access;

/// <summary>Stand-in until the access keys arrive: leaves the request unsigned.</summary>
public static class SigV4Signer
{
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, string accessKeyId, Secret secret, string region, string service, DateTimeOffset now) =>
        request.Headers.Remove("Authorization");
}
