using Hatchery.Core.Templates;

namespace Hatchery.Server.Api.Templates;

/// <summary>
/// <c>x-hatchery-warnings: 2; role-not-found, template-disabled</c>: what AWS's answer has no member for. Clients that don't look
/// for it see AWS's answer.
/// </summary>
static class WarningsHeader
{
    const string Name = "x-hatchery-warnings";
    const int IdsMax = 10;

    /// <summary>None when there are no warnings.</summary>
    public static async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ForAsync(TemplateName name, int versionId, ApiServices services, CancellationToken ct)
    {
        var rules = await services.Registry.ReadAsync(
            tx => tx.Templates.Find(name) is { } template && tx.Templates.FindVersion(name, versionId) is { } version
                ? TemplateWarningsOf.Version(tx, template, version, services).Select(warning => warning.Rule).ToArray()
                : [],
            ct);
        var ids = rules.Distinct().Order(StringComparer.Ordinal).ToArray();
        var more = ids.Length > IdsMax ? ", ..." : "";
        return rules.Length == 0 ? [] : [new(Name, $"{rules.Length}; {string.Join(", ", ids.Take(IdsMax))}{more}")];
    }
}
