using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>
/// Links by which anybody who has one may read one report for an hour, as S3's presigned URLs are: what people do with them is
/// <c>wget</c>. The signing key is made at each start, so a restart ends them.
/// </summary>
public sealed class ReportLinks(TimeProvider time)
{
    public const string Route = "/hatchery/v1/registration-tasks/{taskId}/reports/{type}";

    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public string Create(string origin, RegistrationTaskId task, ReportType type)
    {
        var expires = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return $"{origin}/hatchery/v1/registration-tasks/{task}/reports/{type.FileName()}?expires={expires}&signature={Signature(task, type, expires)}";
    }

    public bool Allows(RegistrationTaskId task, ReportType type, string? expires, string? signature) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end >= time.GetUtcNow().ToUnixTimeSeconds()
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Signature(task, type, end)), Encoding.UTF8.GetBytes(signature ?? ""));

    string Signature(RegistrationTaskId task, ReportType type, long expires) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{task}\n{type}\n{expires}")));
}
