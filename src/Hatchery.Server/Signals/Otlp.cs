using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Hatchery.Server.Signals;

/// <summary>
/// Sends metrics and spans by OTLP. Apart from <see cref="Telemetry"/>, so that its assembly is loaded only when it is used. Headers,
/// timeouts, intervals and sampling are OpenTelemetry's own variables, OTEL_....
/// </summary>
static class Otlp
{
    public static void Export(string endpoint, MeterProviderBuilder meters, TracerProviderBuilder traces)
    {
        meters.AddOtlpExporter(exporter => Set(exporter, endpoint, "metrics"));
        traces.AddOtlpExporter(exporter => Set(exporter, endpoint, "traces"));
    }

    /// <summary>http/protobuf unless OTEL_EXPORTER_OTLP_PROTOCOL says grpc. Source: OpenTelemetry, "OTLP exporter", "Endpoint URLs for OTLP/HTTP".</summary>
    static void Set(OtlpExporterOptions exporter, string endpoint, string signal)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL") is "grpc")
        {
            exporter.Protocol = OtlpExportProtocol.Grpc;
            exporter.Endpoint = new Uri(endpoint);
            return;
        }

        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{endpoint.TrimEnd('/')}/v1/{signal}");
    }
}
