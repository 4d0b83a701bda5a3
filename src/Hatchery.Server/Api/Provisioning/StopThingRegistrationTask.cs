using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>Stops a bulk registration: nothing is registered after the answer. What was registered stays. One that is over stays as it is.</summary>
static class StopThingRegistrationTask
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = RegistrationTaskRules.TaskId(request);
        var now = services.Time.GetUtcNow();
        return await services.Registry.TransactAsync(
            tx =>
            {
                var task = tx.RegistrationTasks.Existing(id);
                var isNext = tx.RegistrationTasks.First(RegistrationTaskStatus.InProgress)?.Id == id;
                tx.RegistrationTasks.Update(task.Stop(isNext, now));
                return ApiResponse.Json(new StopThingRegistrationTaskResponse(), ProvisioningJson.Default.StopThingRegistrationTaskResponse);
            },
            ct);
    }
}

sealed record StopThingRegistrationTaskResponse;
