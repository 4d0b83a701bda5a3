namespace Hatchery.EndToEnd.Causes;

/// <summary>Pre-provisioning hooks that give no consent.</summary>
static class HookCases
{
    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("hook-refused", "it says no", world => ByHookAsync(world, $"{world.HookUrl}/refuse")),
        new("hook-status", "it answers 503", world => ByHookAsync(world, $"{world.HookUrl}/status")),
        new("hook-unusable-answer", "it answers nonsense", world => ByHookAsync(world, $"{world.HookUrl}/nonsense")),
        new("hook-unreachable", "nobody listens", world => ByHookAsync(world, "http://127.0.0.1:1/")),
        new("hook-no-endpoint", "a Lambda function without --hook-endpoint", world => ByHookAsync(world, "arn:aws:lambda:us-east-1:000000000000:function:gate")),
    ];

    static async Task<Met> ByHookAsync(CauseWorld world, string target) => await world.RejectedRegistrationAsync(await world.TemplateAsync("", target));
}
