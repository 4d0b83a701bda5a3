using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Hatchery.Server.Tests.Api;

/// <summary>AWS IoT's service model as the <c>aws</c> client on this machine ships it. It is read there, not copied.</summary>
sealed class AwsModel(JsonElement root)
{
    const string Path = "data/iot/2015-05-28/service-2.json";

    /// <summary>Null, with the reason, when no client is installed.</summary>
    public static AwsModel? Find(out string reason)
    {
        foreach (var module in new[] { "botocore", "awscli.botocore" })
        {
            if (FolderOf(module) is { } folder && Read(System.IO.Path.Combine(folder, Path)) is { } model)
            {
                reason = "";
                return new AwsModel(model);
            }
        }

        reason = "botocore, which has AWS's service models, is not installed";
        return null;
    }

    public (string Method, string Uri) Http(string operation)
    {
        var http = Operation(operation).GetProperty("http");
        return (http.GetProperty("method").GetString()!, http.GetProperty("requestUri").GetString()!);
    }

    /// <summary>Member names that travel in the body of the request or answer, as paths such as <c>keyPair.PublicKey</c>.</summary>
    public HashSet<string> BodyMembers(string operation, string direction) =>
        Operation(operation).TryGetProperty(direction, out var shape) ? [.. Members(shape.GetProperty("shape").GetString()!, "", depth: 0)] : [];

    public JsonElement Operation(string name) => root.GetProperty("operations").GetProperty(name);

    public JsonElement Shape(string name) => root.GetProperty("shapes").GetProperty(name);

    public JsonElement Input(string operation) => Shape(Operation(operation).GetProperty("input").GetProperty("shape").GetString()!);

    /// <summary>Null for an operation that answers nothing.</summary>
    public JsonElement? Output(string operation) =>
        Operation(operation).TryGetProperty("output", out var output) ? Shape(output.GetProperty("shape").GetString()!) : null;

    public IReadOnlyList<string> Required(string operation) =>
        Input(operation).TryGetProperty("required", out var required) ? [.. required.EnumerateArray().Select(name => name.GetString()!)] : [];

    IEnumerable<string> Members(string shapeName, string prefix, int depth)
    {
        var shape = Shape(shapeName);
        if (shape.GetProperty("type").GetString() == "list")
        {
            foreach (var member in Members(shape.GetProperty("member").GetProperty("shape").GetString()!, prefix, depth))
            {
                yield return member;
            }
        }

        if (!shape.TryGetProperty("members", out var members) || depth > 4)
        {
            yield break;
        }

        foreach (var member in members.EnumerateObject().Where(m => !m.Value.TryGetProperty("location", out _)))
        {
            var name = prefix + (member.Value.TryGetProperty("locationName", out var wire) ? wire.GetString() : member.Name);
            yield return name;
            foreach (var nested in Members(member.Value.GetProperty("shape").GetString()!, name + ".", depth + 1))
            {
                yield return nested;
            }
        }
    }

    static string? FolderOf(string module)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", $"import os, {module} as m; print(os.path.dirname(m.__file__))"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var folder = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return python.ExitCode == 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static JsonElement? Read(string file)
    {
        if (File.Exists(file))
        {
            return JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
        }

        if (!File.Exists(file + ".gz"))
        {
            return null;
        }

        using var gzip = new GZipStream(File.OpenRead(file + ".gz"), CompressionMode.Decompress);
        return JsonDocument.Parse(gzip).RootElement;
    }
}
