using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Registry;
using Hatchery.Core.Things.Search;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>
/// What is called so, or begins so, among everything: things by name and by the values of their attributes, not told apart by case;
/// certificates by the beginning of their id; policies, templates and groups by name; a connected client id; and attempts by their id or
/// anything a device is known by. A few of each.
/// </summary>
public static class Search
{
    const int EachMax = 5;
    const int QueryMax = 256;

    /// <summary>Fewer digits begin too many ids to tell anything.</summary>
    const int CertificateDigitsMin = 4;

    public sealed record Response(IReadOnlyList<Hit> Hits);

    /// <param name="Kind">One of thing, certificate, ca-certificate, policy, template, thing-group, billing-group, client, attempt.</param>
    /// <param name="Where">Its page, below the console's address.</param>
    /// <param name="Matched">What of it begins so; null when it is its name or id.</param>
    public sealed record Hit(string Kind, string Name, string Where, string? Matched = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var wanted = request.Query("q")?.Trim();
        new Validation().Required("q", wanted).Text("q", wanted, pattern: null, 1, QueryMax).ThrowIfAny();
        var stored = await services.Registry.ReadAsync(tx => InRegistry(tx, wanted!).ToList(), ct);
        return ApiResponse.Json(new Response([.. stored, .. Clients(services, wanted!), .. Attempts(services, wanted!)]), HatcheryJson.Default.SearchResponse);
    }

    static IEnumerable<Hit> InRegistry(IRegistryTransaction tx, string wanted)
    {
        var few = new PageRequest(EachMax);
        var byName = new ThingQuery.Term(new ThingField(ThingFieldKind.Name), ValueTest.BeginningWith(wanted));
        return
        [
            .. tx.ThingIndex.Search(byName, few).Items.Select(found => Named("thing", "things", found.Thing.Name.Value)),
            .. tx.ThingIndex.WithAttributeValue(wanted, EachMax).Select(hit => Named("thing", "things", hit.Thing.Value) with { Matched = $"attributes.{hit.Attribute}: {hit.Value}" }),
            .. Certificates(tx, wanted),
            .. tx.Policies.WithPrefix(wanted, EachMax).Select(name => Named("policy", "policies", name.Value)),
            .. Templates(tx, wanted),
            .. tx.ThingGroups.List(new ThingGroupFilter(NamePrefix: wanted), few).Items.Select(group => Named("thing-group", "groups", group.Name.Value)),
            .. tx.BillingGroups.List(wanted, few).Items.Select(group => Named("billing-group", "billing-groups", group.Name.Value)),
        ];
    }

    static IEnumerable<Hit> Certificates(IRegistryTransaction tx, string wanted)
    {
        var id = wanted.ToLowerInvariant();
        if (id.Length < CertificateDigitsMin || !id.All(char.IsAsciiHexDigit))
        {
            return [];
        }

        var authority = tx.CaCertificates.Find(new CertificateId(id));
        return
        [
            .. tx.Certificates.WithPrefix(id, EachMax).Select(found => Named("certificate", "certificates", found.Value)),
            .. authority is null ? [] : new[] { Named("ca-certificate", "cas", id) },
        ];
    }

    static IEnumerable<Hit> Templates(IRegistryTransaction tx, string wanted) => tx.Templates.List(new PageRequest(Limits.TemplatesPerAccountMax)).Items
        .Where(template => template.Name.Value.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
        .Take(EachMax)
        .Select(template => Named("template", "templates", template.Name.Value));

    static IEnumerable<Hit> Clients(ApiServices services, string wanted) =>
        services.Connectivity?.IsConnected(wanted) == true ? [new("client", wanted, $"attempts?what={Uri.EscapeDataString(wanted)}", "connected now")] : [];

    static IEnumerable<Hit> Attempts(ApiServices services, string wanted) =>
        services.Attempts?.Reader.List(new AttemptQuery { What = wanted, Limit = EachMax }).Select(found => Of(found.Attempt, wanted)) ?? [];

    static Hit Of(Attempt attempt, string wanted) =>
        Named("attempt", "attempts", attempt.Id.ToString()) with { Matched = attempt.Id.ToString() == wanted ? null : AttemptJson.Word(attempt.Outcome) };

    static Hit Named(string kind, string page, string name) => new(kind, name, $"{page}/{Uri.EscapeDataString(name)}");
}
