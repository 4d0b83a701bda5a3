using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning.Hooks;

/// <summary>Where a hook's target is called: a Lambda function at the configured endpoint, a URL as it stands.</summary>
static class HookTarget
{
    const string LambdaPath = "/2015-03-31/functions/";
    const string Invocations = "/invocations";

    /// <param name="endpoint">The configured one. One that already ends in <c>/invocations</c> is taken whole: the emulator in AWS's Lambda images serves a single path.</param>
    /// <returns>Null for a function while no endpoint is configured.</returns>
    public static Uri? Of(string target, string? endpoint)
    {
        if (PreProvisioningHook.IsUrl(target))
        {
            return new Uri(target);
        }

        return endpoint switch
        {
            null => null,
            _ when endpoint.EndsWith(Invocations, StringComparison.Ordinal) => new Uri(endpoint),
            _ => new Uri($"{endpoint.TrimEnd('/')}{LambdaPath}{Uri.EscapeDataString(target)}{Invocations}"),
        };
    }
}
