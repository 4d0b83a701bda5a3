using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Templates;
using Hatchery.Server.Provisioning.Hooks;
using Hatchery.Server.Tests.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hatchery.Server.Tests.Provisioning.Hooks;

/// <summary>Hooks over real HTTP: what they are told, and each way in which one can fail.</summary>
public sealed class HookCallerTests
{
    const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:hook";
    const string Yes = """{"allowProvisioning":true,"parameterOverrides":{"Room":"7"}}""";

    static readonly HookRequest Request = new(
        new CertificateId(new string('c', 64)), new CertificateId(new string('d', 64)), "PEM", "arn:template", "client-1", new Dictionary<string, string> { ["SerialNumber"] = "1" });

    readonly ConcurrentQueue<string> log = new();

    [Fact]
    public async Task A_Lambda_function_is_invoked_with_AWSs_event_and_signed()
    {
        var (path, type, signature, body) = ("", "", "", "");
        await using var server = await HookServer.StartAsync(async context =>
        {
            path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            type = context.Request.Headers["X-Amz-Invocation-Type"];
            signature = context.Request.Headers["X-Hatchery-Signature"];
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync(Yes);
        });

        var answer = await AskAsync(Arn, server.Url, secret: "secret"u8.ToArray());

        Assert.True(answer.Allowed);
        Assert.Equal("7", answer.ParameterOverrides["Room"]);
        Assert.Equal(("/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Ahook/invocations", "RequestResponse"), (path, type));
        Assert.Equal($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes(body)))}", signature);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            ["claimCertificateId", "certificateId", "certificatePem", "templateArn", "clientId", "parameters"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("1", json.RootElement.GetProperty("parameters").GetProperty("SerialNumber").GetString());
    }

    [Fact]
    public async Task A_URL_is_called_as_it_stands_and_unsigned_without_a_secret()
    {
        var (target, signed) = ("", true);
        await using var server = await HookServer.StartAsync(context =>
        {
            target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            signed = context.Request.Headers.ContainsKey("X-Hatchery-Signature");
            return context.Response.WriteAsync(Yes);
        });

        Assert.True((await AskAsync($"{server.Url}/gate?fleet=1")).Allowed);
        Assert.Equal(("/gate?fleet=1", false), (target, signed));
    }

    [Fact]
    public async Task The_span_of_the_call_is_what_the_hook_is_told_and_without_a_listener_it_is_told_none()
    {
        var told = new List<string?>();
        await using var server = await HookServer.StartAsync(context =>
        {
            told.Add(context.Request.Headers.TraceParent);
            return context.Response.WriteAsync(Yes);
        });
        using (var request = new Activity("whatever is current").Start())
        {
            await AskAsync(server.Url);
        }

        string? span = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Hatchery",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped => span = stopped.OperationName == "hook" && stopped.GetTagItem("hatchery.hook.target") is string url && url == server.Url ? stopped.Id : span,
        };
        ActivitySource.AddActivityListener(listener);
        await AskAsync(server.Url);

        Assert.NotNull(span);
        Assert.Equal([null, span], told);
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        await using var server = await HookServer.StartAsync(context => context.Response.WriteAsync("""{"allowProvisioning":false}"""));

        Assert.False((await AskAsync(server.Url)).Allowed);
        Assert.Contains(log, line => line.Contains("refused client client-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, "no json", "gave no usable answer: it is not valid JSON")]
    [InlineData(200, "{}", "gave no usable answer: it has no allowProvisioning")]
    [InlineData(404, "{}", "answered HTTP 404")]
    [InlineData(307, Yes, "answered HTTP 307, and redirects are not followed")]
    [InlineData(500, Yes, "answered HTTP 500")]
    public async Task An_unusable_answer_is_named(int status, string body, string told)
    {
        var calls = 0;
        await using var server = await HookServer.StartAsync(context =>
        {
            Interlocked.Increment(ref calls);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync(body);
        });

        await FailsAsync(server.Url, told);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task A_function_error_is_no_consent_though_its_status_is_200()
    {
        await using var server = await HookServer.StartAsync(context =>
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            return context.Response.WriteAsync(Yes.Replace("{\"allow", "{\"errorMessage\":\"division by zero\",\"allow", StringComparison.Ordinal));
        });

        await FailsAsync(Arn, "failed with a function error ('Unhandled')", server.Url);
        Assert.Contains(log, line => line.Contains("division by zero", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_beyond_64_KiB_is_not_read()
    {
        await using var server = await HookServer.StartAsync(context => context.Response.WriteAsync(Yes.PadRight(Limits.HookAnswerBytesMax + 1)));

        await FailsAsync(server.Url, "answered more than 65536 bytes");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_limit_of_time_is_for_the_whole_answer(bool begins)
    {
        await using var server = await HookServer.StartAsync(async context =>
        {
            if (begins) await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await FailsAsync(server.Url, "did not answer within 0.3 s", timeout: TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_unreachable()
    {
        var server = await HookServer.StartAsync(_ => Task.CompletedTask);
        var url = server.Url;
        await server.DisposeAsync();

        await FailsAsync(url, "could not be reached");
    }

    [Fact]
    public async Task A_target_whose_certificate_nobody_vouches_for_is_not_told_anything()
    {
        var asked = false;
        await using var server = await HookServer.StartAsync(
            _ =>
            {
                asked = true;
                return Task.CompletedTask;
            },
            overTls: true);

        await FailsAsync(server.Url, "could not be reached over TLS");
        Assert.False(asked);
        Assert.Contains(log, line => line.Contains("SSL_CERT_FILE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "can't be read: Could not find file")]
    [InlineData("", "is empty")]
    [InlineData(" \r\n", "is empty")]
    public void A_secret_file_without_a_secret_keeps_the_server_from_starting(string? content, string reason)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }

            var error = Assert.Throws<StartupException>(() => HookCaller.Create(new HatcheryOptions { DataFolder = "", HookSecretFile = file }, TimeProvider.System, NullLogger<HookCaller>.Instance));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public Task A_function_without_an_endpoint_is_denied_and_says_what_is_missing() => FailsAsync(Arn, "was started without --hook-endpoint");

    async Task FailsAsync(string target, string told, string? endpoint = null, TimeSpan? timeout = null)
    {
        var error = await Assert.ThrowsAsync<AwsError>(() => AskAsync(target, endpoint, timeout: timeout));

        Assert.Equal(AwsErrorCode.ProvisioningDenied, error.Code);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains(log, line => line.Contains(told, StringComparison.Ordinal) && line.Contains(" ms: ", StringComparison.Ordinal));
    }

    async Task<HookAnswer> AskAsync(string target, string? endpoint = null, byte[]? secret = null, TimeSpan? timeout = null)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(new LogLines(log)));
        using var caller = new HookCaller(endpoint, secret, timeout ?? Limits.HookTimeout, TimeProvider.System, loggers.CreateLogger<HookCaller>());
        return await caller.AskAsync(new PreProvisioningHook(target, "2020-04-01"), Request, TestContext.Current.CancellationToken);
    }
}
