using System.Security.Cryptography;

namespace Hatchery.Server.Access;

/// <summary>IAM's ids: a prefix that says what it is, then base 32. Source: IAM User Guide, "Unique identifiers".</summary>
static class UniqueId
{
    public const string AccessKey = "AKIA";
    public const string TemporaryKey = "ASIA";
    public const string User = "AIDA";
    public const string Role = "AROA";
    public const string ManagedPolicy = "ANPA";

    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Create(string prefix, int length = 17) => prefix + RandomNumberGenerator.GetString(Base32, length);
}
