namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The pre-provisioning hook can be reached. It is not invoked: a hook may count.</summary>
static class Hook
{
    public static readonly DoctorCheck Check = new("hook", "Hook", LookAsync) { Needs = [Template.Check] };

    static async Task<IReadOnlyList<Finding>> LookAsync(Examination of, CancellationToken ct)
    {
        if ((string?)of.Template!["preProvisioningHook"]?["targetArn"] is not { } target)
        {
            return [Finding.Ok("none: every device with the claim is let through")];
        }

        if (TemplateRest.Of(of, TemplateRest.Hook, Verdict.Problem) is { Count: > 0 } findings)
        {
            return findings;
        }

        var isUrl = target.StartsWith("https://", StringComparison.Ordinal);
        if ((isUrl ? target : of.Asked.HookEndpoint) is not { } url)
        {
            return [Finding.Skipped($"{target} is called at the server's --hook-endpoint, which isn't known here", "Give it with --hook-endpoint.")];
        }

        var where = new Uri(url);
        return await TcpDial.TryAsync(where.IdnHost, where.Port, ct) is { } why
            ? [Finding.Problem($"{where.IdnHost}:{where.Port} can't be reached for {target}: {why}", "Start it, or correct the template's hook: while it is away every registration is refused.")]
            : [Finding.Ok($"{target} at {where.IdnHost}:{where.Port} accepts connections; not invoked")];
    }
}
