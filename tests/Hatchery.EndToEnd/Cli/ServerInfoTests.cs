using System.Runtime.Versioning;
using System.Text.Json;
using Hatchery.Server;

namespace Hatchery.Cli.Tests;

[SupportedOSPlatform("linux")]
public sealed class ServerInfoTests : IDisposable
{
    static readonly ServerInfo Info = new(
        "http://127.0.0.1:4566", "http://127.0.0.1:4566/console/", "localhost", 8883, 8443, "/d/ca/root-ca.pem", "/d/credentials", "us-east-1", "000000000000", "0.1.0", 7);

    readonly string folder = Directory.CreateTempSubdirectory("hatchery-info-").FullName;

    string FilePath => Path.Combine(folder, ServerInfo.FileName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_has_the_members_that_scripts_read()
    {
        using var json = JsonDocument.Parse(Info.ToJson());

        Assert.Equal(
            ["apiUrl", "consoleUrl", "mqttHost", "mqttPort", "httpsPort", "rootCaFile", "credentialsFile", "region", "account", "version", "pid"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void What_is_written_reads_back_private_and_without_leftovers()
    {
        File.WriteAllText(FilePath, "an older one");
        Info.Write(FilePath);

        Assert.Equal(Info, ServerInfo.Read(FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal([FilePath], Directory.GetFiles(folder));
    }
}
