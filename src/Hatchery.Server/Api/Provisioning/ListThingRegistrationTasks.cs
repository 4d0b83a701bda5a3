using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Api.Provisioning;

static class ListThingRegistrationTasks
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var status = request.Query("status");
        var page = Paging.ByToken(request, new Validation().OneOf("status", status, Enum.GetNames<RegistrationTaskStatus>()));
        var tasks = await services.Registry.ReadAsync(
            tx => status is null ? tx.RegistrationTasks.List(page) : tx.RegistrationTasks.List(Enum.Parse<RegistrationTaskStatus>(status), page),
            ct);
        var response = new ListThingRegistrationTasksResponse([.. tasks.Items.Select(id => id.Value)], Paging.Token(tasks.Next));
        return ApiResponse.Json(response, ProvisioningJson.Default.ListThingRegistrationTasksResponse);
    }
}

sealed record ListThingRegistrationTasksResponse(IReadOnlyList<string> TaskIds, string? NextToken);
