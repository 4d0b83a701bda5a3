using System.Net;
using Hatchery.Server;
using Hatchery.Server.Access;

namespace Hatchery.Cli.Aws;

/// <summary>An API to ask: where it is, and the key to sign with.</summary>
/// <param name="CaFile">PEM of what its TLS is checked against; null means this machine's store.</param>
/// <param name="Address">Dialled instead of the name in the URL, which TLS still has to match.</param>
sealed record ApiTarget(string Url, string Region, AccessKey Key, string? CaFile, IPAddress? Address = null)
{
    /// <summary>Of temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>A server on this machine.</summary>
    public static ApiTarget Of(ServerInfo server, IPAddress? address = null) =>
        new(server.ApiUrl, server.Region, ServerKey.Of(server), server.RootCaFile, address);

    /// <summary>What <c>hatchery env</c> prints, or a server elsewhere; null unless URL and key are set.</summary>
    public static ApiTarget? FromEnvironment(Terminal terminal) =>
        terminal.Variable("AWS_ENDPOINT_URL") is { } url
            && terminal.Variable("AWS_ACCESS_KEY_ID") is { } id
            && terminal.Variable("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new ApiTarget(
                Settings.ValueRules.IsEndpoint(url) ? url : throw new UsageException($"AWS_ENDPOINT_URL must be a URL like http://localhost:4566, not '{url}'"),
                terminal.Variable("AWS_REGION") ?? terminal.Variable("AWS_DEFAULT_REGION") ?? new HatcheryOptions().Region,
                new AccessKey(id, new Secret(secret)),
                terminal.Variable("AWS_CA_BUNDLE"))
            {
                SessionToken = terminal.Variable("AWS_SESSION_TOKEN"),
            }
            : null;
}
