using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hatchery.Server.Tests.Provisioning.Hooks;

/// <summary>A real HTTP server on a free port of this machine that answers every request one way.</summary>
sealed class HookServer : IAsyncDisposable
{
    readonly WebApplication running;

    HookServer(WebApplication running) => this.running = running;

    public string Url => running.Urls.Single();

    public static async Task<HookServer> StartAsync(RequestDelegate answer, bool overTls = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (overTls)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new HookServer(app);
    }

    static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(0);
        await running.StopAsync(now.Token);
        await running.DisposeAsync();
    }
}
