using System.Net;
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

    public static async Task<HookServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new HookServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(0);
        await running.StopAsync(now.Token);
        await running.DisposeAsync();
    }
}
