using Hatchery.Server;
using Hatchery.Server.Access;

namespace Hatchery.Cli.Aws;

/// <summary>The access key of a server on this machine.</summary>
static class ServerKey
{
    /// <exception cref="IOException">The credentials file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has no key in profile <c>default</c>.</exception>
    public static AccessKey Of(ServerInfo server) =>
        CredentialsFile.Parse(File.ReadAllText(server.CredentialsFile)).GetValueOrDefault("default")
            ?? throw new InvalidDataException($"{server.CredentialsFile} has no access key in profile default");
}
