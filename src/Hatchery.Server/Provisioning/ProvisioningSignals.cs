using System.Diagnostics;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Server.Signals;

namespace Hatchery.Server.Provisioning;

/// <summary>Measures the requests of devices.</summary>
sealed class ProvisioningSignals(IRegistry registry)
{
    /// <summary>Templates with time series of their own.</summary>
    const int TemplatesMax = 100;

    readonly BoundedNames templates = new(TemplatesMax, name => Exists(registry, name));

    public static Activity? Begin(ProvisioningCall call) => Spans.Start(call.Name)?.SetTag("hatchery.template_name", call.Template);

    /// <param name="result">The code of the rejection, or <c>Success</c>.</param>
    public void End(ProvisioningCall call, string result, TimeSpan elapsed)
    {
        Metrics.Provisioning.Record(elapsed.TotalSeconds, new("operation", call.Name), Metrics.Result(result));
        if (call.Template is { } template)
        {
            Metrics.RegisterThing.Add(1, new("template", templates.LabelOf(template)), Metrics.Result(result));
        }
    }

    /// <summary>A registry that can't be read has no templates: what failed there is told by the request itself.</summary>
    static bool Exists(IRegistry registry, string name)
    {
        try
        {
            var read = registry.ReadAsync(tx => tx.Templates.Find(new TemplateName(name)) is not null);
            return read.IsCompletedSuccessfully && read.Result;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
