using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api;

/// <summary>A service's model as the <c>aws</c> client on this machine ships it. It is read there, not copied.</summary>
sealed class AwsModel(JsonElement root)
{
    static readonly Lazy<string[]> Folders = new(FindFolders);

    /// <summary>AWS IoT's control plane. Null, with the reason, when no client is installed.</summary>
    public static AwsModel? Find(out string reason)
    {
        var model = Find("iot/2015-05-28");
        reason = model is null ? "botocore, which has AWS's service models, is not installed" : "";
        return model;
    }

    /// <summary>The newest model of a service among the clients on this machine: models only grow. Null when no client is installed.</summary>
    public static AwsModel? Find(string service) => Folders.Value
        .Select(folder => Read(Path.Combine(folder, "data", service, "service-2.json")))
        .OfType<JsonElement>()
        .Select(root => new AwsModel(root))
        .MaxBy(model => model.Operations.Count);

    public IReadOnlyList<string> Operations => [.. root.GetProperty("operations").EnumerateObject().Select(operation => operation.Name)];

    /// <summary>Whether AWS IoT's model is as new as the operation table. An older one lacks members and values too.</summary>
    public bool IsCurrent => OperationTable.All.Concat(OperationTable.Unbuilt).All(operation => Has(operation.Name));

    public bool Has(string operation) => root.GetProperty("operations").TryGetProperty(operation, out _);

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

    /// <summary>What an operation takes, and where each member travels.</summary>
    public IReadOnlyList<InputMember> InputMembers(string operation)
    {
        if (!Operation(operation).TryGetProperty("input", out _))
        {
            return [];
        }

        var required = Required(operation);
        return [.. Input(operation).GetProperty("members").EnumerateObject().Select(member => new InputMember(
            member.Name,
            member.Value.TryGetProperty("locationName", out var wire) ? wire.GetString()! : member.Name,
            member.Value.TryGetProperty("location", out var location) ? location.GetString()! : "body",
            required.Contains(member.Name),
            ShapeOf(member.Value)))];
    }

    /// <summary>The exceptions that an operation declares.</summary>
    public IReadOnlyList<string> Errors(string operation) =>
        [.. Operation(operation).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("shape").GetString()!)];

    /// <summary>The HTTP status of an exception.</summary>
    public int StatusOf(string error) => Shape(error).GetProperty("error").GetProperty("httpStatusCode").GetInt32();

    /// <summary>The shape that a member, an item, a key or a value refers to.</summary>
    public JsonElement ShapeOf(JsonElement reference) => Shape(reference.GetProperty("shape").GetString()!);

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

    // A distribution's own client is a module of the distribution's own python.
    static string[] FindFolders() =>
        [.. new[] { "python3", "/usr/bin/python3" }.SelectMany(python => new[] { "botocore", "awscli.botocore" }.Select(module => FolderOf(python, module))).OfType<string>().Distinct()];

    static string? FolderOf(string interpreter, string module)
    {
        try
        {
            // Found, not imported: importing a client takes a second.
            using var python = Process.Start(new ProcessStartInfo(interpreter, ["-c", $"import importlib.util as u; print(u.find_spec('{module}').submodule_search_locations[0])"])
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
