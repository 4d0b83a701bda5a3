using Hatchery.Core;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>What the operations on bulk registrations share.</summary>
static class RegistrationTaskRules
{
    const int TaskIdMax = 40;

    public static RegistrationTaskId TaskId(ApiRequest request)
    {
        var id = request.Label("taskId");
        new Validation().Text("taskId", id, pattern: null, 0, TaskIdMax).ThrowIfAny();
        return new RegistrationTaskId(id);
    }

    /// <exception cref="AwsError">ResourceNotFoundException.</exception>
    public static RegistrationTask Existing(this IRegistrationTasks tasks, RegistrationTaskId id) =>
        tasks.Find(id) ?? throw AwsError.NotFound($"Registration task {id} not found");
}
