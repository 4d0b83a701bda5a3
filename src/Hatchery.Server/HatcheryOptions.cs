namespace Hatchery.Server;

/// <summary>Every setting of the server. The command line and HATCHERY_... variables fill it.</summary>
public sealed record HatcheryOptions
{
    /// <summary>Folder that holds everything the server keeps; created with mode 0700.</summary>
    public string DataFolder { get; init; } = "./hatchery-data";

    /// <summary>Address of the device ports.</summary>
    public string Listen { get; init; } = "127.0.0.1";

    /// <summary>Address of the API.</summary>
    public string ApiListen { get; init; } = "127.0.0.1";

    /// <summary>Port of API, health and metrics; 0 takes a free one.</summary>
    public int ApiPort { get; init; } = 4566;

    /// <summary>Serves the API over TLS, with the server certificate.</summary>
    public bool ApiTls { get; init; }

    /// <summary>Allows a non-loopback <see cref="ApiListen"/> without TLS; private keys then cross the network in clear.</summary>
    public bool InsecureApi { get; init; }

    /// <summary>MQTT over mutual TLS; 0 takes a free one.</summary>
    public int MqttPort { get; init; } = 8883;

    /// <summary>AWS's 443: told apart by ALPN; 0 takes a free one.</summary>
    public int HttpsPort { get; init; } = 8443;

    /// <summary>Names (or addresses) in the server certificate; the first is the endpoint.</summary>
    public IReadOnlyList<string> Hostnames { get; init; } = ["localhost"];

    public string Region { get; init; } = "us-east-1";

    /// <summary>Twelve digits.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>PEM files of a server certificate of one's own; both or neither.</summary>
    public string? ServerCertificateFile { get; init; }

    /// <inheritdoc cref="ServerCertificateFile"/>
    public string? ServerKeyFile { get; init; }

    /// <summary>PEM files of an issuing CA of one's own; both or neither.</summary>
    public string? CaCertificateFile { get; init; }

    /// <inheritdoc cref="CaCertificateFile"/>
    public string? CaKeyFile { get; init; }

    /// <summary>A Lambda-compatible endpoint, http or https, at which hooks that are Lambda functions are invoked; null calls none.</summary>
    public string? HookEndpoint { get; init; }

    /// <summary>A file with the secret that calls of hooks are signed with; null signs none.</summary>
    public string? HookSecretFile { get; init; }

    /// <summary>Answers refusals over MQTT 3.1.1 with CONNACK 5 and SUBACK 0x80 where AWS hangs up.</summary>
    public bool Polite { get; init; }

    /// <summary>One object a line, with AWS's field names, instead of lines for people.</summary>
    public bool JsonLog { get; init; }

    /// <summary>A file with the bearer token that <c>/metrics</c> asks for; null leaves it open on a loopback address and closed on any other.</summary>
    public string? MetricsTokenFile { get; init; }

    /// <summary>An OpenTelemetry collector, http or https, that gets metrics and spans by OTLP; null sends none.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>Written when all listeners answer; null writes none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>RSA-2048 key pairs kept ready for CreateKeysAndCertificate.</summary>
    public int KeyPoolSize { get; init; } = 16;

    /// <summary>Days that the audit of API calls is kept.</summary>
    public int AuditDays { get; init; } = 365;

    /// <summary>Rows of the audit that are kept; 0 keeps no audit.</summary>
    public int AuditMax { get; init; } = 1_000_000;

    /// <summary>How often unclaimed certificates and expired tokens are swept.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Days for which provisioning attempts are kept.</summary>
    public int AttemptsDays { get; init; } = 30;

    /// <summary>Provisioning attempts kept, the newest; 0 records none.</summary>
    public int AttemptsMax { get; init; } = 1_000_000;
}
