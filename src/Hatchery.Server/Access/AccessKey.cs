using System.Security.Cryptography;

namespace Hatchery.Server.Access;

/// <summary>An access key of the API: a public id and its secret, shaped as AWS's.</summary>
public sealed class AccessKey(string id, Secret secret)
{
    public string Id { get; } = id;

    public Secret Secret { get; } = secret;

    /// <summary>A random key: AKIA and 16 of base 32; 40 characters of base 64 (240 bits).</summary>
    public static AccessKey Create() => new(
        UniqueId.Create(UniqueId.AccessKey, 16),
        new Secret(Convert.ToBase64String(RandomNumberGenerator.GetBytes(30))));
}
