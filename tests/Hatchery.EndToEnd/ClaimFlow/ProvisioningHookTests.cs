using System.Net;
using System.Text.Json;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hatchery.EndToEnd.ClaimFlow;

/// <summary>
/// A Lambda-compatible endpoint that judges devices by their serial number. 1. a server that knows it; 2. the user's set-up by aws,
/// its template given a hook; 3. devices that are allowed, refused, renamed, and kept waiting.
/// </summary>
public sealed class ProvisioningHookTests
{
    const string Function = "arn:aws:lambda:us-east-1:000000000000:function:gate";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hook_allows_refuses_overrides_and_may_not_be_late()
    {
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        await using var endpoint = await StartEndpointAsync();
        await using var server = await HatcheryServer.StartAsync(null, "--hook-endpoint", endpoint.Urls.Single());
        var seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));
        await seed.Aws.RunAsync("iot", "update-provisioning-template", "--template-name", Seed.Template, "--pre-provisioning-hook", $"payloadVersion=2020-04-01,targetArn={Function}");
        var described = await seed.Aws.RunAsync("iot", "describe-provisioning-template", "--template-name", Seed.Template);
        Assert.Equal(Function, described.GetProperty("preProvisioningHook").GetProperty("targetArn").GetString());

        var late = RejectedAsync(seed, "late");
        var allowed = await Devices.ProvisionAsync(Devices.Options(seed, "allowed"));
        await Provisioned.AssertWholeAsync(seed.Aws, Seed.Prefix + "allowed", allowed.CertificateId);
        Assert.Equal(Seed.Prefix + "renamed", (await Devices.ProvisionAsync(Devices.Options(seed, "override"))).ThingName);
        Assert.Contains("refused the device", await RejectedAsync(seed, "refused"), StringComparison.Ordinal);
        Assert.Contains("did not answer within 5 s", await late, StringComparison.Ordinal);

        var things = await seed.Aws.RunAsync("iot", "list-things");
        Assert.Equal([Seed.Prefix + "allowed", Seed.Prefix + "renamed"], things.GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("thingName").GetString()!).Order());

        await seed.Aws.RunAsync("iot", "update-provisioning-template", "--template-name", Seed.Template, "--remove-pre-provisioning-hook");
        await Devices.ProvisionAsync(Devices.Options(seed, "refused"));
    }

    static async Task<string> RejectedAsync(Seed seed, string serial)
    {
        var rejected = await Assert.ThrowsAsync<ProvisioningRejectedException>(() => Devices.ProvisionAsync(Devices.Options(seed, serial)));
        Assert.Equal((403, "AccessDenied"), (rejected.StatusCode, rejected.ErrorCode));
        return rejected.ErrorMessage!;
    }

    static async Task<WebApplication> StartEndpointAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(Ct);
        return app;
    }

    static async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var serial = request.RootElement.GetProperty("parameters").GetProperty("SerialNumber").GetString();
        if (serial == "late")
        {
            await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
        }

        await context.Response.WriteAsync(serial switch
        {
            "allowed" => """{"allowProvisioning":true}""",
            "override" => """{"allowProvisioning":"true","parameterOverrides":{"SerialNumber":"renamed"}}""",
            _ => """{"allowProvisioning":false}""",
        });
    }
}
