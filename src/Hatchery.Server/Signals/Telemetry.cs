using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hatchery.Server.Signals;

/// <summary>
/// Collects what the instruments measure: for <c>/metrics</c> always, and by OTLP, spans too, when an endpoint is set. Made before
/// anything that measures, or gauges would begin below zero.
/// </summary>
sealed class Telemetry : IDisposable
{
    /// <summary>A collector that doesn't answer may hold up the end of the server for this long.</summary>
    const int FlushMilliseconds = 500;

    readonly TracerProvider? tracer;

    Telemetry(MeterProvider meters, TracerProvider? traces) => (Meters, tracer) = (meters, traces);

    public MeterProvider Meters { get; }

    public static Telemetry Start(HatcheryOptions options, string version)
    {
        var meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource(version))
            .AddMeter(Metrics.MeterName)
            .AddMeter("System.Runtime")
            .AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false);
        if (options.OtlpEndpoint is not { } endpoint)
        {
            return new Telemetry(meters.Build(), null);
        }

        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource(version)).AddSource(Spans.SourceName);
        Otlp.Export(endpoint, meters, traces);
        return new Telemetry(meters.Build(), traces.Build());
    }

    public void Dispose()
    {
        tracer?.Shutdown(FlushMilliseconds);
        tracer?.Dispose();
        Meters.Shutdown(FlushMilliseconds);
        Meters.Dispose();
    }

    /// <summary>What the operator set by OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES comes last, so it wins.</summary>
    static ResourceBuilder Resource(string version) =>
        ResourceBuilder.CreateEmpty().AddService("hatchery", serviceVersion: version).AddTelemetrySdk().AddEnvironmentVariableDetector();
}
