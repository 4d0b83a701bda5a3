using System.IO.Compression;
using System.Text.Json;

namespace Hatchery.Server.Tests.Api;

/// <summary>
/// AWS IoT's service model as the <c>aws</c> command line on this machine ships it. It is read where it lies and not copied into
/// the repository.
/// </summary>
sealed class AwsModel
{
    const string Path = "botocore/data/iot/2015-05-28/service-2.json.gz";

    readonly JsonElement root;

    AwsModel(JsonElement root) => this.root = root;

    /// <summary>Null when no <c>aws</c> or boto is installed.</summary>
    public static AwsModel? Find()
    {
        if (Files().FirstOrDefault(File.Exists) is not { } file)
        {
            return null;
        }

        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        return new AwsModel(JsonDocument.Parse(gzip).RootElement);
    }

    public JsonElement Operation(string name) => root.GetProperty("operations").GetProperty(name);

    public JsonElement Shape(string name) => root.GetProperty("shapes").GetProperty(name);

    public JsonElement Input(string operation) => Shape(Operation(operation).GetProperty("input").GetProperty("shape").GetString()!);

    /// <summary>Null for an operation that answers nothing.</summary>
    public JsonElement? Output(string operation) =>
        Operation(operation).TryGetProperty("output", out var output) ? Shape(output.GetProperty("shape").GetString()!) : null;

    public IReadOnlyList<string> Required(string operation) =>
        Input(operation).TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];

    // Debian's aws of version 2 carries its own botocore.
    static IEnumerable<string> Files() =>
        LibraryFolders().SelectMany(folder => new[] { System.IO.Path.Combine(folder, Path), System.IO.Path.Combine(folder, "awscli", Path) });

    /// <summary>The package folders of every Python whose <c>bin</c> is on the PATH, of pyenv's and of the system's.</summary>
    static IEnumerable<string> LibraryFolders()
    {
        var prefixes = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(bin => System.IO.Path.GetDirectoryName(bin.TrimEnd('/')))
            .OfType<string>()
            .SelectMany(prefix => System.IO.Path.GetFileName(prefix) == ".pyenv" ? Folders(System.IO.Path.Combine(prefix, "versions")) : [prefix]);
        return prefixes
            .Select(prefix => System.IO.Path.Combine(prefix, "lib"))
            .SelectMany(Folders)
            .SelectMany(python => new[] { System.IO.Path.Combine(python, "site-packages"), System.IO.Path.Combine(python, "dist-packages") });
    }

    static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*") : [];
}
