namespace Hatchery.Server.Api.Hatchery;

/// <summary>The API's own table, for whoever calls it by hand.</summary>
public static class ListOperations
{
    public sealed record Operation(string Name, string Method, string Path);

    public sealed record Response(IReadOnlyList<Operation> Operations);

    public static ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct) => ValueTask.FromResult(ApiResponse.Json(
        new Response([.. HatcheryApi.Operations.Select(operation => new Operation(operation.Name, operation.Method, operation.Path))]),
        HatcheryJson.Default.ListOperationsResponse));
}
