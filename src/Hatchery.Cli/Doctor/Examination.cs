using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Commands;
using Hatchery.Device;
using Hatchery.Server;

namespace Hatchery.Cli.Doctor;

/// <summary>What is examined, and what the checks have found out so far.</summary>
sealed class Examination(DoctorRequest asked, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public DoctorRequest Asked => asked;

    public TimeProvider Time => time;

    /// <summary>How the program was called, for fixes that people copy.</summary>
    public string Invocation { get; init; } = "hatchery";

    /// <summary>Where a server was looked for; for those who have none running.</summary>
    public string LookedFor { get; init; } = "";

    /// <summary>A server of this machine; null when it is elsewhere.</summary>
    public ServerInfo? Server { get; init; }

    /// <summary>Null without credentials.</summary>
    public AwsApiClient? Api { get; init; }

    public string? ApiUrl { get; init; }

    /// <summary>The host that devices dial; null when no server is known.</summary>
    public string? Host { get; set; }

    /// <summary>Whether the user named <see cref="Host"/>.</summary>
    public bool HostIsGiven { get; init; }

    public int MqttPort { get; init; }

    public int HttpsPort { get; init; }

    /// <summary>Null without a claim folder.</summary>
    public ClaimBundle? Claim { get; init; }

    /// <summary>The id to connect under; one that nobody else has unless one was given.</summary>
    public string ClientId { get; } = asked.ClientId ?? $"hatchery-doctor-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public List<CheckResult> Results { get; } = [];

    /// <summary>The server's clock less ours.</summary>
    public TimeSpan? Skew { get; set; }

    /// <summary>The first handshake that showed a certificate.</summary>
    public Handshake? Seen { get; set; }

    /// <summary>The answer of describe-provisioning-template.</summary>
    public JsonObject? Template { get; set; }

    /// <summary>What the server says about the template; null from a server that isn't Hatchery.</summary>
    public IReadOnlyList<LintFinding>? TemplateWarnings { get; set; }

    public string TemplateName => $"{Template?["templateName"]}";

    /// <summary>PEM of what devices trust: the claim folder's root CAs, else this machine's server's; null trusts the system's store.</summary>
    public string? RootsPem => Claim is { Roots.Count: > 0 } claim
        ? string.Join('\n', claim.Roots.Select(root => root.Certificate.ExportCertificatePem()))
        : Server is null ? null : File.ReadAllText(Server.RootCaFile);

    public Verdict? VerdictOf(DoctorCheck check) => Results.FirstOrDefault(result => result.Check == check)?.Verdict;

    public bool IsOpen(DoctorCheck port) => VerdictOf(port) is Verdict.Ok;

    /// <summary>An endpoint as a device would dial it.</summary>
    public DeviceEndpoint Endpoint(int port, string? alpn = null) => new(Host!) { Port = port, Alpn = alpn, RootCaPem = RootsPem, Timeout = Patience };
}
