using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Tests.Templates;

/// <summary>
/// One case of <c>tests/Cases/templates</c>: a template, what a device sends and the registry holds, and what comes of it.
/// Texts may hold <c>{certificate}</c>, the id of the device's certificate.
/// </summary>
sealed record TemplateCase
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new JsonStringEnumConverter<TemplateKind>() } };

    public required string Name { get; init; }

    /// <summary>The body as an object; or, as a text, just as it was sent.</summary>
    public required JsonElement Template { get; init; }

    /// <summary><c>FleetProvisioning</c>, <c>Jitp</c> or <c>Registration</c>.</summary>
    public TemplateKind Kind { get; init; }

    /// <summary>What a device sends, or a call gives.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    /// <summary>The subject of a certificate that is provisioned just in time: <c>CommonName</c> and so on.</summary>
    public Dictionary<string, string> Subject { get; init; } = [];

    /// <summary>The certificate that a registration brings with it, as the template says it.</summary>
    public string? NewCertificate { get; init; }

    public RegistryContent Registry { get; init; } = new();

    /// <summary>Errors of the parse, as <c>path: message</c>; each is the beginning of one.</summary>
    public List<string>? Errors { get; init; }

    /// <summary>Warnings of the parse, in the same way. All of them when given.</summary>
    public List<string>? Warnings { get; init; }

    /// <summary>The plan's steps.</summary>
    public List<string>? Plan { get; init; }

    public string? ThingName { get; init; }

    public Dictionary<string, string> DeviceConfiguration { get; init; } = [];

    /// <summary>The rejection: <c>code: message</c>, whole.</summary>
    public string? Rejected { get; init; }

    public string Body => Template.ValueKind == JsonValueKind.String ? Template.GetString()! : Template.GetRawText();

    public override string ToString() => Name;

    public static TheoryData<string, string> AllNames()
    {
        var names = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var item in Read(file))
            {
                names.Add(Path.GetFileName(file), item.Name);
            }
        }

        return names;
    }

    /// <summary>The templates of all cases, right and wrong.</summary>
    public static IEnumerable<string> AllBodies() => Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read).Select(item => item.Body);

    public static TemplateCase Find(string file, string name) => Read(Path.Combine(Folder, file)).Single(item => item.Name == name);

    static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases", "templates");

    static List<TemplateCase> Read(string path) => JsonSerializer.Deserialize<List<TemplateCase>>(File.ReadAllText(path), Options)!;
}

sealed record RegistryContent
{
    public List<string> Groups { get; init; } = [];

    /// <summary>Further groups, each with its parent.</summary>
    public Dictionary<string, string> ChildGroups { get; init; } = [];

    public List<string> BillingGroups { get; init; } = [];
    public List<string> Types { get; init; } = [];
    public List<string> DeprecatedTypes { get; init; } = [];
    public List<string> Policies { get; init; } = [];

    /// <summary>Policies attached to the device's certificate already.</summary>
    public List<string> CertificatePolicies { get; init; } = [];

    public List<ThingContent> Things { get; init; } = [];
}

sealed record ThingContent
{
    public required string Name { get; init; }
    public string? Type { get; init; }
    public Dictionary<string, string> Attributes { get; init; } = [];
    public List<string> Groups { get; init; } = [];
}
