using Hatchery.Core.Provisioning.Linting;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>Judges everything that this server keeps for provisioning: policies, templates and claims.</summary>
public static class LintRegistry
{
    /// <param name="Complete">False when there was more than one lint goes through.</param>
    public sealed record Response(IReadOnlyList<Subject> Subjects, bool Complete);

    public sealed record Subject(string Kind, string Name, string? VersionId, IReadOnlyList<Lint.Finding> Findings);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var now = services.Time.GetUtcNow();
        var result = await services.Registry.ReadAsync(tx => RegistryLint.Check(tx, services.Account, services.Options.HookEndpoint is not null, now), ct);
        var subjects = result.Subjects.Select(subject => new Subject(subject.Kind, subject.Name, subject.VersionId, [.. subject.Problems.Select(problem => Lint.Of(problem))]));
        return ApiResponse.Json(new Response([.. subjects], result.IsWhole), HatcheryJson.Default.LintRegistryResponse);
    }
}
