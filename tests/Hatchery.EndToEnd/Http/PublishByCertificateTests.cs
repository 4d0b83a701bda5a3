using System.Diagnostics;
using System.Text.Json;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Events;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Http;

/// <summary>
/// Devices publish by HTTPS, by curl as AWS's guide has it: 1. mosquitto_sub listens; 2. curl publishes under a certificate;
/// 3. it arrives; 4. what is refused is told in one word, and recorded with its cause.
/// </summary>
[Collection(GatewayTests.Name)]
public sealed class PublishByCertificateTests
{
    readonly GatewayFixture _fixture;

    public PublishByCertificateTests(GatewayFixture fixture)
    {
        fixture.Require();
        Assert.SkipWhen(Command.Find("curl") is null, "curl is not installed");
        _fixture = fixture;
    }

    HatcheryServer Server => _fixture.Server;

    [Fact]
    public async Task A_message_arrives_by_every_ALPN_name_and_form_of_the_path()
    {
        await using var sub = await MosquittoSub.StartAsync(Server, _fixture.Any.CertificateFile, _fixture.Any.KeyFile, "https-listener", "https/#", "https/", "%t %q %p");

        // curl offers http/1.1 and h2; --no-alpn nothing.
        var (status, body) = await PostAsync(_fixture.Any, "https%2Fone?qos=1", "first");
        Assert.Equal((200, "OK"), (status, body.GetProperty("message").GetString()));
        Assert.True(body.GetProperty("traceId").TryGetGuid(out _));
        Assert.Equal(200, (await PostAsync(_fixture.Any, "https/two?qos=0", "second", "--no-alpn")).Status);
        Assert.Equal(200, (await PostAsync(_fixture.Any, "https/three?qos=1", "third", "--http1.0")).Status);
        await sub.AtLeastAsync("three");
        Assert.Equal(["one", "two", "three"], sub.Topics);
        Assert.Equal(("1 first", "0 second", "1 third"), (sub.Text("one"), sub.Text("two"), sub.Text("three")));
    }

    [Fact]
    public async Task AWSs_own_ALPN_name_is_taken_and_the_connection_is_kept()
    {
        Assert.SkipWhen(Command.Find("openssl") is null, "openssl is not installed");
        const string One = "POST /topics/https-alpn?qos=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx";
        var start = new ProcessStartInfo("openssl",
            [
                "s_client", "-quiet", "-connect", $"127.0.0.1:{Server.Info.HttpsPort}", "-alpn", "x-amzn-http-ca",
                "-cert", _fixture.Any.CertificateFile, "-key", _fixture.Any.KeyFile, "-CAfile", Server.Info.RootCaFile,
            ])
        { RedirectStandardInput = true, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(One + One.Replace("HTTP/1.1\r\n", "HTTP/1.1\r\nConnection: close\r\n", StringComparison.Ordinal));
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var answers = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(2, answers.Split("HTTP/1.1 200 OK").Length - 1);
    }

    [Fact]
    public async Task The_policy_decides_and_the_refusal_is_recorded()
    {
        Assert.Equal(200, (await PostAsync(_fixture.Limited, "ok%2Fhere", "x")).Status);
        Forbidden(await PostAsync(_fixture.Limited, "elsewhere", "x"));
        await RecordedAsync("publish-denied", "--certificate", _fixture.Limited.Id);

        Forbidden(await PostAsync(_fixture.Limited, "ok%2Fhere?retain=true", "x"));
        await RecordedAsync("retain-denied", "--certificate", _fixture.Limited.Id);

        Forbidden(await PostAsync(_fixture.Powerless, "ok%2Fhere", "x"));
        await RecordedAsync("no-policy", "--certificate", _fixture.Powerless.Id);

        Forbidden(await PostAsync(_fixture.Any, "%24aws%2Fcertificates%2Fcreate%2Fjson", "{}"));
        await RecordedAsync("reserved-topic", "--certificate", _fixture.Any.Id);
    }

    [Theory]
    [InlineData("a?qos=2", 400, "Value '2' at 'qos'")]
    [InlineData("a%2F%23", 400, "must not be empty nor contain")]
    [InlineData("1/2/3/4/5/6/7/8/9", 400, "at most 7 slashes")]
    public async Task What_is_malformed_is_explained(string target, int status, string text)
    {
        var answer = await PostAsync(_fixture.Any, target, "x");
        Assert.Equal(status, answer.Status);
        Assert.Contains(text, answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_another_path_and_another_method_are_refused()
    {
        var file = Path.Combine(Server.Folder, "large");
        await File.WriteAllBytesAsync(file, new byte[(128 * 1024) + 1], TestContext.Current.CancellationToken);
        Assert.Equal(413, (await PostAsync(_fixture.Any, "large", "@" + file)).Status);
        await RecordedAsync("payload-too-large", "--certificate", _fixture.Any.Id);
        await File.WriteAllBytesAsync(file, new byte[128 * 1024], TestContext.Current.CancellationToken);
        Assert.Equal(200, (await PostAsync(_fixture.Any, "large", "@" + file)).Status);

        Assert.Equal(404, (await AskAsync(_fixture.Any, "nothing")).Status);
        Assert.Equal(405, (await AskAsync(_fixture.Any, "topics/a")).Status);
    }

    [Fact]
    public async Task Without_a_certificate_nothing_is_served()
    {
        foreach (var path in new[] { "topics/a", "role-aliases/a/credentials", "healthz", "metrics", "things", "hatchery/v1" })
        {
            var answer = await AskAsync(certificate: null, path);
            Assert.Equal((403, "Missing Authentication Token"), (answer.Status, answer.Body.GetProperty("message").GetString()));
        }

        await RecordedAsync("tls-no-client-certificate", "--address", "127.0.0.1");
    }

    Task<(int Status, JsonElement Body)> PostAsync(TestCertificate certificate, string target, string payload, params string[] more) =>
        AskAsync(certificate, $"topics/{target}", ["--request", "POST", "--data-binary", payload, .. more]);

    async Task<(int Status, JsonElement Body)> AskAsync(TestCertificate? certificate, string target, params string[] more)
    {
        var done = await Command.RunAsync("curl",
            [
                "-s", "--tlsv1.2", "--cacert", Server.Info.RootCaFile, "-w", "\n%{http_code}",
                .. certificate is null ? [] : new[] { "--cert", certificate.CertificateFile, "--key", certificate.KeyFile },
                .. more, $"https://localhost:{Server.Info.HttpsPort}/{target}",
            ]);
        var end = done.Output.LastIndexOf('\n');
        Assert.True(done.ExitCode == 0, $"curl {target}: exit code {done.ExitCode}");
        return (int.Parse(done.Output[(end + 1)..], null), JsonDocument.Parse(done.Output[..end]).RootElement);
    }

    async Task RecordedAsync(string cause, string option, string what) => await Eventually.TrueAsync(async () =>
    {
        var terminal = new TestTerminal();
        return await terminal.RunAsync("attempts", option, what, "--cause", cause, "--data", Server.Folder) == 0 && terminal.Out.Contains(cause, StringComparison.Ordinal);
    });

    static void Forbidden((int Status, JsonElement Body) answer)
    {
        Assert.Equal((403, "Forbidden"), (answer.Status, answer.Body.GetProperty("message").GetString()));
        Assert.True(answer.Body.GetProperty("traceId").TryGetGuid(out _));
    }
}
