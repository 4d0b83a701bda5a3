using System.Text.Json.Nodes;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Devices that a guard of their template stops.</summary>
static class GuardCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("guard-refused", "after the last device", world => ByGuardAsync(world, new JsonObject { ["maxDevices"] = 0 })),
        new("guard-refused", "from another network", world => ByGuardAsync(world, new JsonObject { ["networks"] = new JsonArray("192.0.2.0/24") })),
        new("guard-held", "until someone approves", world => ByGuardAsync(world, new JsonObject { ["approval"] = true })),
    ];

    static async Task<Met> ByGuardAsync(CauseWorld world, JsonObject guards)
    {
        var template = await world.TemplateAsync("");
        await world.HatcheryAsync(HttpMethod.Put, $"provisioning-templates/{template}/guards", guards);
        return await world.RejectedRegistrationAsync(template);
    }
}
