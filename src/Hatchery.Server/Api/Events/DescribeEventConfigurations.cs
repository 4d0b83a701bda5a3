using Hatchery.Core.Events;

namespace Hatchery.Server.Api.Events;

public static class DescribeEventConfigurations
{
    public sealed record Response(
        IReadOnlyDictionary<string, EventConfiguration> EventConfigurations, DateTimeOffset? CreationDate, DateTimeOffset? LastModifiedDate);

    /// <summary>Every event type, off ones too.</summary>
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var configurations = await services.Registry.ReadAsync(tx => tx.EventConfigurations.Read(), ct);
        var byType = Enum.GetValues<EventType>().ToDictionary(type => type.ToWire(), type => new EventConfiguration(configurations.Enabled.Contains(type)));
        return ApiResponse.Json(
            new Response(byType, configurations.CreatedAt, configurations.ModifiedAt), EventsJson.Default.DescribeEventConfigurationsResponse);
    }
}
