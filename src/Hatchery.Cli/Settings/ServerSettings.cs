using System.CommandLine;
using System.Net;
using Hatchery.Server;

namespace Hatchery.Cli.Settings;

/// <summary>The options of <c>serve</c> and <c>quickstart</c>, and how they become <see cref="HatcheryOptions"/>.</summary>
static class ServerSettings
{
    /// <summary>A pair takes some 4 KiB, and a fifth of a second of CPU to make.</summary>
    const int KeyPoolMax = 10_000;

    const int AttemptDaysMax = 3_650;
    const int AuditDaysMax = 36_500;

    static readonly HatcheryOptions Default = new();

    static readonly Option<string> Listen = Text("--listen", "ADDR", $"Address of the device ports ({Default.Listen}; 0.0.0.0 for all).");
    static readonly Option<string> ApiListen = Text("--api-listen", "ADDR", $"Address of the API ({Default.ApiListen}).");
    static readonly Option<string> ApiPort = Text("--api-port", "PORT", $"Port of the API ({Default.ApiPort}).");
    static readonly Option<bool> ApiTls = new("--api-tls") { Description = "Serve the API over TLS." };
    static readonly Option<bool> InsecureApi = new("--insecure-api") { Description = "Allow an API without TLS beyond this machine; private keys then cross the network in clear." };
    public static readonly Option<string> MqttPort = Text("--mqtt-port", "PORT", $"Port of MQTT over mutual TLS ({Default.MqttPort}).");
    public static readonly Option<string> HttpsPort = Text("--https-port", "PORT", $"Port that is 443 at AWS, told apart by ALPN ({Default.HttpsPort}).");
    static readonly Option<string> Region = Text("--region", "REGION", $"Region in every ARN ({Default.Region}).");
    static readonly Option<string> Account = Text("--account", "ID", $"Account in every ARN, 12 digits ({Default.AccountId}).");
    static readonly Option<string> ServerCert = Text("--server-cert", "FILE", "Server certificate of your own, PEM; with --server-key.");
    static readonly Option<string> ServerKey = Text("--server-key", "FILE", "Its key, PEM.");
    static readonly Option<string> CaCert = Text("--ca-cert", "FILE", "CA of your own that issues device certificates, PEM; with --ca-key.");
    static readonly Option<string> CaKey = Text("--ca-key", "FILE", "Its key, PEM.");
    public static readonly Option<string> HookEndpoint = Text("--hook-endpoint", "URL", "Lambda-compatible endpoint that runs the pre-provisioning hooks given as Lambda ARNs.");
    static readonly Option<string> HookSecret = Text("--hook-secret-file", "FILE", "Secret that calls of hooks are signed with, X-Hatchery-Signature.");
    static readonly Option<bool> Polite = new("--polite") { Description = "Answer MQTT 3.1.1 refusals with a code where AWS hangs up." };
    static readonly Option<string> KeyPool = Text("--key-pool", "N", $"RSA key pairs kept ready for devices that ask for keys ({Default.KeyPoolSize}).");
    static readonly Option<string> AuditDays = Text("--audit-days", "N", $"Days for which the audit of API calls is kept ({Default.AuditDays}).");
    static readonly Option<string> AuditMax = Text("--audit-max", "N", $"Rows of the audit kept, the newest; 0 keeps no audit ({Default.AuditMax}).");
    static readonly Option<string> LogFormat = Text("--log-format", "FORMAT", "text, a line for people, or json, an object a line with AWS's field names (text).");
    static readonly Option<string> MetricsToken = Text("--metrics-token-file", "FILE", "Bearer token that /metrics asks for; needed when the API is open to other machines.");
    static readonly Option<string> OtlpEndpoint = Text("--otlp-endpoint", "URL", "OpenTelemetry collector that gets metrics and spans ($OTEL_EXPORTER_OTLP_ENDPOINT; none).");
    static readonly Option<string> ReadyFile = Text("--ready-file", "PATH", "Written when all listeners answer.");
    static readonly Option<string> AttemptsDays = Text("--attempts-days", "N", $"Days for which provisioning attempts are kept ({Default.AttemptsDays}).");
    static readonly Option<string> AttemptsMax = Text("--attempts-max", "N", $"Provisioning attempts kept, the newest; 0 records none ({Default.AttemptsMax}).");
    static readonly Option<string[]> Hostname = new("--hostname")
    {
        HelpName = "NAME-OR-IP",
        Description = $"Name in the server certificate, repeatable; the first is the endpoint ({Default.Hostnames[0]}).",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>In the order of the help text. Each may also be set by its HATCHERY_... variable.</summary>
    public static readonly IReadOnlyList<Option> All =
    [
        DataFolder.Option, Listen, MqttPort, HttpsPort, Hostname, ApiListen, ApiPort, ApiTls, InsecureApi, Region, Account,
        ServerCert, ServerKey, CaCert, CaKey, HookEndpoint, HookSecret, Polite, KeyPool, AttemptsDays, AttemptsMax, AuditDays, AuditMax,
        LogFormat, MetricsToken, OtlpEndpoint, ReadyFile,
    ];

    /// <exception cref="UsageException">A value that no server could run with.</exception>
    public static HatcheryOptions Read(SettingReader reader)
    {
        var options = new HatcheryOptions
        {
            DataFolder = DataFolder.Read(reader).Path,
            Listen = Address(reader, Listen, Default.Listen),
            ApiListen = Address(reader, ApiListen, Default.ApiListen),
            ApiPort = reader.Port(ApiPort, Default.ApiPort),
            ApiTls = reader.Flag(ApiTls),
            InsecureApi = reader.Flag(InsecureApi),
            MqttPort = reader.Port(MqttPort, Default.MqttPort),
            HttpsPort = reader.Port(HttpsPort, Default.HttpsPort),
            Hostnames = Hostnames(reader),
            Region = reader.Checked(Region, Default.Region, ValueRules.IsRegion, "a region like us-east-1"),
            AccountId = reader.Checked(Account, Default.AccountId, ValueRules.IsAccount, "12 digits"),
            ServerCertificateFile = FullPath(reader, ServerCert),
            ServerKeyFile = FullPath(reader, ServerKey),
            CaCertificateFile = FullPath(reader, CaCert),
            CaKeyFile = FullPath(reader, CaKey),
            HookEndpoint = Endpoint(reader, HookEndpoint),
            HookSecretFile = FullPath(reader, HookSecret),
            Polite = reader.Flag(Polite),
            KeyPoolSize = reader.Number(KeyPool, 1, KeyPoolMax, Default.KeyPoolSize),
            AttemptsDays = reader.Number(AttemptsDays, 1, AttemptDaysMax, Default.AttemptsDays),
            AttemptsMax = reader.Number(AttemptsMax, 0, int.MaxValue, Default.AttemptsMax),
            AuditDays = reader.Number(AuditDays, 1, AuditDaysMax, Default.AuditDays),
            AuditMax = reader.Number(AuditMax, 0, int.MaxValue, Default.AuditMax),
            JsonLog = reader.Checked(LogFormat, "text", text => text is "text" or "json", "text or json") is "json",
            MetricsTokenFile = FullPath(reader, MetricsToken),
            OtlpEndpoint = Endpoint(reader, OtlpEndpoint) ?? reader.Foreign("OTEL_EXPORTER_OTLP_ENDPOINT", ValueRules.IsEndpoint, "a URL like http://localhost:4318"),
            ReadyFile = FullPath(reader, ReadyFile),
        };

        BothOrNeither(options.ServerCertificateFile, ServerCert, options.ServerKeyFile, ServerKey);
        BothOrNeither(options.CaCertificateFile, CaCert, options.CaKeyFile, CaKey);
        DistinctPorts(options);
        if (!IPAddress.IsLoopback(IPAddress.Parse(options.ApiListen)) && !options.ApiTls && !options.InsecureApi)
        {
            throw new UsageException($"{reader.Source(ApiListen)} {options.ApiListen} is open to other machines and private keys travel over the API: add --api-tls (or --insecure-api to allow it in clear)");
        }

        return options;
    }

    static string Address(SettingReader reader, Option<string> option, string byDefault)
    {
        var text = reader.Text(option) ?? byDefault;
        if (text is "localhost")
        {
            return IPAddress.Loopback.ToString();
        }

        return ValueRules.IsAddress(text) ? text : throw reader.Wrong(option, "an IP address of this machine, 0.0.0.0 for all", text);
    }

    static IReadOnlyList<string> Hostnames(SettingReader reader)
    {
        var names = reader.List(Hostname);
        if (names.FirstOrDefault(name => !ValueRules.IsHostname(name)) is { } wrong)
        {
            throw reader.Wrong(Hostname, "a host name or an IP address", wrong);
        }

        return names is [] ? Default.Hostnames : names;
    }

    static string? Endpoint(SettingReader reader, Option<string> option)
    {
        var text = reader.Text(option);
        return text is null || ValueRules.IsEndpoint(text) ? text : throw reader.Wrong(option, "a URL like http://localhost:9001", text);
    }

    static void BothOrNeither(string? certificate, Option certificateOption, string? key, Option keyOption)
    {
        if (certificate is null != key is null)
        {
            var (given, missing) = certificate is null ? (keyOption, certificateOption) : (certificateOption, keyOption);
            throw new UsageException($"{given.Name} needs {missing.Name} too");
        }
    }

    static void DistinctPorts(HatcheryOptions options)
    {
        int[] ports = options.Listen == options.ApiListen ? [options.ApiPort, options.MqttPort, options.HttpsPort] : [options.MqttPort, options.HttpsPort];
        var twice = ports.Where(port => port is not 0).GroupBy(port => port).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new UsageException($"port {twice.Key} is given to two of --api-port, --mqtt-port and --https-port");
        }
    }

    static string? FullPath(SettingReader reader, Option<string> option) => reader.Text(option) is { } path ? Path.GetFullPath(path) : null;

    static Option<string> Text(string name, string valueName, string description) => new(name) { HelpName = valueName, Description = description };
}
