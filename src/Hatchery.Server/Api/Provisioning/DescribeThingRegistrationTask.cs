namespace Hatchery.Server.Api.Provisioning;

static class DescribeThingRegistrationTask
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var id = RegistrationTaskRules.TaskId(request);
        var task = await services.Registry.ReadAsync(tx => tx.RegistrationTasks.Existing(id), ct);
        var response = new DescribeThingRegistrationTaskResponse(
            task.Id.Value,
            task.CreatedAt,
            task.ModifiedAt,
            task.TemplateBody,
            task.InputFileBucket,
            task.InputFileKey,
            task.RoleArn,
            $"{task.Status}",
            task.Message,
            task.Progress.Successes,
            task.Progress.Failures,
            task.Progress.Percentage);
        return ApiResponse.Json(response, ProvisioningJson.Default.DescribeThingRegistrationTaskResponse);
    }
}

sealed record DescribeThingRegistrationTaskResponse(
    string TaskId,
    DateTimeOffset CreationDate,
    DateTimeOffset LastModifiedDate,
    string TemplateBody,
    string InputFileBucket,
    string InputFileKey,
    string RoleArn,
    string Status,
    string? Message,
    int SuccessCount,
    int FailureCount,
    int PercentageProgress);
