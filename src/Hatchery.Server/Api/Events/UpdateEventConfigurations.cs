using Hatchery.Core.Events;

namespace Hatchery.Server.Api.Events;

/// <summary>
/// Switches events on and off by type; types that aren't named stay as they are. Those of jobs, policies and certificates can be
/// switched as AWS lets them: what they would publish is documented nowhere, so nothing is.
/// </summary>
public static class UpdateEventConfigurations
{
    const string Member = "eventConfigurations";

    public sealed record Request(IReadOnlyDictionary<string, EventConfiguration?>? EventConfigurations = null);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var wanted = request.Body(EventsJson.Default.UpdateEventConfigurationsRequest).EventConfigurations ?? new Dictionary<string, EventConfiguration?>();
        var validation = new Validation();
        foreach (var (type, configuration) in wanted)
        {
            validation.OneOf(Member, type, AllTypes).Required($"{Member}.{type}", configuration);
        }

        validation.ThrowIfAny();
        if (wanted.Count == 0)
        {
            return ApiResponse.Empty;
        }

        var enabled = wanted.ToDictionary(pair => EventTypeText.FromWire(pair.Key)!.Value, pair => pair.Value!.Enabled);
        var now = services.Time.GetUtcNow();
        return await services.Registry.TransactAsync(
            tx =>
            {
                tx.EventConfigurations.Update(enabled, now);
                return ApiResponse.Empty;
            },
            ct);
    }

    static string[] AllTypes { get; } = [.. Enum.GetValues<EventType>().Select(type => type.ToWire())];
}
