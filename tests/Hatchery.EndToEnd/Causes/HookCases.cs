using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Pre-provisioning hooks that give no consent.</summary>
static class HookCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("hook-refused", "it says no", world => ByHookAsync(world, $"{world.HookUrl}/refuse")),
        new("hook-status", "it answers 503", world => ByHookAsync(world, $"{world.HookUrl}/status")),
        new("hook-unusable-answer", "it answers nonsense", world => ByHookAsync(world, $"{world.HookUrl}/nonsense")),
        new("hook-oversized", "it answers more than 64 KiB", world => ByHookAsync(world, $"{world.HookUrl}/much")),
        new("hook-timeout", "it takes longer than 5 s", world => ByHookAsync(world, $"{world.HookUrl}/never")),
        new("hook-unreachable", "nobody listens", world => ByHookAsync(world, "http://127.0.0.1:1/")),
        new("hook-function-error", "a Lambda function that throws", world => ByHookAsync(world, "arn:aws:lambda:us-east-1:000000000000:function:gate")),
        new("hook-changed", "another one set while it was asked", ChangedAsync),
        new("reply-not-delivered", "the device waits no longer than a second", ImpatientAsync),
    ];

    static async Task<Met> ByHookAsync(CauseWorld world, string target) => await world.RejectedRegistrationAsync(await world.TemplateAsync("", target));

    static async Task<Met> ChangedAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync("", $"{world.HookUrl}/changed");
        var registering = world.RejectedRegistrationAsync(template);
        await world.HookAsked.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await world.IotAsync("update_provisioning_template", new JsonObject
        {
            ["templateName"] = template,
            ["preProvisioningHook"] = new JsonObject { ["payloadVersion"] = "2020-04-01", ["targetArn"] = world.HookUrl },
        });
        return await registering;
    }

    static async Task<Met> ImpatientAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync("", $"{world.HookUrl}/slow");
        var clientId = world.Name("impatient");
        await using var device = await RawDevice.ConnectAsync(world.Server, world.Claim, 4, clientId);
        var token = await CauseWorld.CreateAsync(device);
        await device.PublishLightlyAsync($"$aws/provisioning-templates/{template}/provision/json", $$"""{"certificateOwnershipToken":"{{token}}","parameters":{"SerialNumber":"1"} }""");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        device.Abort();
        await Task.Delay(2_000, TestContext.Current.CancellationToken);
        return new Met(clientId);
    }
}
