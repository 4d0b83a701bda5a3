using System.Net;
using Hatchery.Server.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry.Metrics;

namespace Hatchery.Server.Signals;

/// <summary>
/// <c>/metrics</c> in Prometheus's text format. Prometheus signs nothing, so AWS's signatures are not asked for: on a loopback
/// address it is open, elsewhere it wants the bearer token of <c>--metrics-token-file</c>, and without such a file answers nobody.
/// </summary>
static class MetricsEndpoint
{
    public const string Path = "/metrics";

    const string Scheme = "Bearer ";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, HatcheryOptions options, MeterProvider meters)
    {
        var token = options.MetricsTokenFile is { } file ? ReadToken(file) : null;
        var isOpen = token is null && IPAddress.IsLoopback(IPAddress.Parse(options.ApiListen));
        endpoints.MapPrometheusScrapingEndpoint(
            Path,
            meters,
            branch => branch.Use((http, next) => isOpen || IsBearer(http.Request, token) ? next(http) : RefuseAsync(http, token)),
            optionsName: null);
    }

    static bool IsBearer(HttpRequest request, Secret? token) =>
        token is not null
        && request.Headers.Authorization is [{ } given]
        && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && token.FixedTimeEquals(new Secret(given[Scheme.Length..]));

    static Task RefuseAsync(HttpContext http, Secret? token)
    {
        http.Response.StatusCode = token is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        http.Response.ContentType = "text/plain; charset=utf-8";
        if (token is not null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return http.Response.WriteAsync(token is null
            ? "The API listens beyond this machine, so metrics need a token: start the server with --metrics-token-file FILE.\n"
            : "Metrics need the token of --metrics-token-file: Authorization: Bearer TOKEN.\n");
    }

    /// <summary>Who else may read the file is not judged: container platforms mount secrets readable by all within.</summary>
    static Secret ReadToken(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? new Secret(text) : throw new StartupException($"the metrics token file {file} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the metrics token file can't be read: {e.Message}", e);
        }
    }
}
