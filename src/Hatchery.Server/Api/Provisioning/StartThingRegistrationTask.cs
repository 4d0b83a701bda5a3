using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>Starts a bulk registration, or queues it: AWS allows one at a time, here they wait for each other.</summary>
static class StartThingRegistrationTask
{
    // AWS IoT service model, RegistryS3BucketName and RegistryS3KeyName.
    const string BucketPattern = "[a-zA-Z0-9._-]+";
    const string KeyPattern = @"[a-zA-Z0-9!_.*'()-\/]+";

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ProvisioningJson.Default.StartThingRegistrationTaskRequest);
        Check(body);
        TemplateDocument.ParseGivenOrThrow(body.TemplateBody!, TemplateKind.Registration);

        var now = services.Time.GetUtcNow();
        var task = new RegistrationTask
        {
            Id = new RegistrationTaskId(Guid.NewGuid().ToString()),
            TemplateBody = body.TemplateBody!,
            InputFileBucket = body.InputFileBucket!,
            InputFileKey = body.InputFileKey!,
            RoleArn = body.RoleArn!,
            CreatedAt = now,
            ModifiedAt = now,
        };
        await services.Registry.TransactAsync(
            tx =>
            {
                if (tx.RegistrationTasks.Count(RegistrationTaskStatus.InProgress) >= Limits.RegistrationTasksWaitingMax)
                {
                    throw new AwsError(AwsErrorCode.Throttling, $"{Limits.RegistrationTasksWaitingMax} registration tasks are waiting already");
                }

                tx.RegistrationTasks.Insert(task);
                return true;
            },
            ct);
        return ApiResponse.Json(new StartThingRegistrationTaskResponse(task.Id.Value), ProvisioningJson.Default.StartThingRegistrationTaskResponse);
    }

    static void Check(StartThingRegistrationTaskRequest body)
    {
        new Validation()
            .TemplateBody("templateBody", body.TemplateBody)
            .Required("inputFileBucket", body.InputFileBucket)
            .Text("inputFileBucket", body.InputFileBucket, BucketPattern, 3, 256)
            .Required("inputFileKey", body.InputFileKey)
            .Text("inputFileKey", body.InputFileKey, KeyPattern, 1, 1_024)
            .Required("roleArn", body.RoleArn)
            .RoleArn("roleArn", body.RoleArn)
            .ThrowIfAny();
        TemplateRules.DemandRole(body.RoleArn, "roleArn");
        Buckets.CheckKey(body.InputFileBucket!, body.InputFileKey!);
    }
}

sealed record StartThingRegistrationTaskRequest(
    string? TemplateBody = null, string? InputFileBucket = null, string? InputFileKey = null, string? RoleArn = null);

sealed record StartThingRegistrationTaskResponse(string TaskId);
