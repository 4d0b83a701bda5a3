using System.Security.Cryptography;
using System.Text;

namespace Hatchery.Server.Api;

/// <summary>AWS's <c>generationId</c>: differs when a resource was deleted and made again under its name. A UUID in form.</summary>
static class GenerationId
{
    public static string Of(string key, DateTimeOffset createdAt) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{key} {createdAt.ToUnixTimeMilliseconds()}")).AsSpan(0, 16)).ToString();
}
