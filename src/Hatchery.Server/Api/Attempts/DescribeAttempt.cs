using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Api.Attempts;

public static class DescribeAttempt
{
    public static ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var text = request.Label("attemptId");
        var stored = AttemptId.Parse(text) is { } id ? ListAttempts.Reader(services).Find(id) : null;
        return stored is null
            ? throw AwsError.NotFound($"Attempt {NearMiss.Quote(text)} not found")
            : ValueTask.FromResult(ApiResponse.Json(stored.Attempt, AttemptJson.Default.Attempt));
    }
}
