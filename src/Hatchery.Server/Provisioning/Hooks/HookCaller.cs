using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hatchery.Core;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Templates;
using Hatchery.Server.Signals;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Provisioning.Hooks;

/// <summary>
/// Calls pre-provisioning hooks: Lambda functions by AWS's Invoke, URLs by a POST of the same event. Calls run side by side on one
/// client, each bounded in time and size. Sources: AWS IoT, "Pre-provisioning hooks"; AWS Lambda API, Invoke.
/// </summary>
public sealed partial class HookCaller : IDisposable
{
    const string SignatureHeader = "X-Hatchery-Signature";
    const string FunctionErrorHeader = "X-Amz-Function-Error";

    readonly HttpClient client;
    readonly string? endpoint;
    readonly byte[]? secret;
    readonly TimeProvider time;
    readonly ILogger logger;

    /// <param name="secret">Null signs nothing.</param>
    public HookCaller(string? endpoint, byte[]? secret, TimeSpan timeout, TimeProvider time, ILogger<HookCaller> logger)
    {
        (this.endpoint, this.secret, this.time, this.logger) = (endpoint, secret, time, logger);

        // No proxy: it would see what a hook on this machine is told. No redirects: they would take it where nobody configured.
        // No propagator: the span that the hook is told is the one of its call, not one of the client's own that nobody exports.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        client = new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = Limits.HookAnswerBytesMax };
    }

    /// <exception cref="StartupException">The secret's file can't be read or holds none.</exception>
    public static HookCaller Create(HatcheryOptions options, TimeProvider time, ILogger<HookCaller> logger)
    {
        var signedWith = options.HookSecretFile is { } file ? ReadSecret(file) : null;
        return new HookCaller(options.HookEndpoint, signedWith, Limits.HookTimeout, time, logger);
    }

    /// <summary>A <see cref="ProvisioningHook"/>.</summary>
    public async Task<HookAnswer> AskAsync(PreProvisioningHook hook, HookRequest request, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        using var span = Spans.Start(Spans.Hook, ActivityKind.Client);
        span?.SetTag("hatchery.hook.target", hook.TargetArn);
        var (answer, failure) = await CallAsync(hook, request, span, ct);
        var elapsed = time.GetElapsedTime(started);
        var milliseconds = (long)elapsed.TotalMilliseconds;
        var result = failure?.Kind ?? (answer!.Allowed ? "Allowed" : "Refused");
        Metrics.Hook.Record(elapsed.TotalSeconds, Metrics.Result(result));
        span?.SetTag("hatchery.hook.result", result);
        if (failure is not null)
        {
            span.Fail(failure.Kind);
            Log.Failed(logger, hook.TargetArn, request.TemplateArn, request.ClientId, milliseconds, failure.Kind, failure.Told, failure.Detail);
            throw failure.ToError();
        }

        if (answer!.Allowed)
        {
            Log.Allowed(logger, hook.TargetArn, request.TemplateArn, request.ClientId, milliseconds, answer.ParameterOverrides.Count);
        }
        else
        {
            Log.Refused(logger, hook.TargetArn, request.TemplateArn, request.ClientId, milliseconds);
        }

        return answer;
    }

    public void Dispose() => client.Dispose();

    /// <summary>Who else may read the file is not judged: container platforms mount secrets readable by all within.</summary>
    static byte[] ReadSecret(string file)
    {
        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 ? Encoding.UTF8.GetBytes(text) : throw new StartupException($"the hook secret file {file} is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"the hook secret file can't be read: {e.Message}", e);
        }
    }

    async Task<(HookAnswer? Answer, HookFailure? Failure)> CallAsync(PreProvisioningHook hook, HookRequest request, Activity? span, CancellationToken ct)
    {
        if (HookTarget.Of(hook.TargetArn, endpoint) is not { } url)
        {
            return (null, HookFailure.NoEndpoint);
        }

        try
        {
            using var message = Message(url, request, span);
            using var response = await client.SendAsync(message, ct);
            var body = await response.Content.ReadAsByteArrayAsync(ct);

            // A function that failed is answered with 200 too.
            if (response.Headers.TryGetValues(FunctionErrorHeader, out var error))
            {
                return (null, HookFailure.FunctionError(NearMiss.Quote(string.Join(", ", error)), Beginning(body)));
            }

            return response.IsSuccessStatusCode ? (HookAnswer.Parse(body), null) : (null, HookFailure.Status(response.StatusCode));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, HookFailure.TimedOut(client.Timeout));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, HookFailure.Oversized);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return (null, HookFailure.Insecure(WithCause(e)));
        }
        catch (HttpRequestException e)
        {
            return (null, HookFailure.Unreachable(WithCause(e)));
        }
        catch (FormatException e)
        {
            return (null, HookFailure.Unusable(e.Message));
        }
    }

    HttpRequestMessage Message(Uri url, HookRequest request, Activity? span)
    {
        var body = request.ToJson();
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Add("X-Amz-Invocation-Type", "RequestResponse");
        if (span?.Id is { } traceParent)
        {
            message.Headers.Add("traceparent", traceParent);
        }

        if (secret is not null)
        {
            message.Headers.Add(SignatureHeader, $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))}");
        }

        return message;
    }

    static string WithCause(HttpRequestException e) => e.InnerException is { } cause ? $"{e.Message} {cause.Message}" : e.Message;

    static string Beginning(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 300)));

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Hook {Target} of {Template} allowed client {ClientId} after {Milliseconds} ms with {Overrides} overrides")]
        public static partial void Allowed(ILogger logger, string target, string template, string clientId, long milliseconds, int overrides);

        [LoggerMessage(2, LogLevel.Warning, "Hook {Target} of {Template} refused client {ClientId} after {Milliseconds} ms")]
        public static partial void Refused(ILogger logger, string target, string template, string clientId, long milliseconds);

        [LoggerMessage(3, LogLevel.Warning, "Hook {Target} of {Template} for client {ClientId} after {Milliseconds} ms: {Kind}: {Told} {Detail}")]
        public static partial void Failed(ILogger logger, string target, string template, string clientId, long milliseconds, string kind, string told, string detail);
    }
}
