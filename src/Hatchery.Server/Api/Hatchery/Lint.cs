using Hatchery.Core;
using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Provisioning.Linting;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>Judges a policy or template, which need not exist here, against this server's region, account and templates.</summary>
public static class Lint
{
    /// <param name="Kind"><c>policy</c> or <c>template</c>; left out, the document's own members tell.</param>
    /// <param name="Claim">Whether a policy is for claims; left out, its topics tell.</param>
    public sealed record Request(string? Document, string? Kind, bool? Claim);

    public sealed record Response(string Kind, IReadOnlyList<Finding> Findings);

    /// <param name="Line">From 1; left out where no document is at hand.</param>
    public sealed record Finding(string Rule, string Severity, string Path, string Message, string? Fix, int? Line, int? Column);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.LintRequest);
        new Validation()
            .Required("document", body.Document)
            .Text("document", body.Document, pattern: null, 0, Limits.LintedDocumentMax)
            .OneOf("kind", body.Kind, DocumentKind.Policy, DocumentKind.Template)
            .ThrowIfAny();
        var known = await services.Registry.ReadAsync(tx => RegistryLint.Scope(tx, services.Account), ct);
        var scope = known with { IsClaim = body.Claim };
        var document = body.Document!;
        var kind = body.Kind ?? DocumentKind.Of(document);
        var problems = kind == DocumentKind.Template ? TemplateLint.Check(document, scope) : PolicyLint.Check(document, scope);
        var positions = new JsonPositions(document);
        return ApiResponse.Json(new Response(kind, [.. problems.Select(problem => Of(problem, positions))]), HatcheryJson.Default.LintResponse);
    }

    internal static Finding Of(Problem problem, JsonPositions? positions = null)
    {
        var at = positions?.Of(problem.Path);
        return new Finding(problem.Rule, problem.Severity.ToString().ToLowerInvariant(), problem.Path, problem.Message, problem.Help, at?.Line, at?.Column);
    }
}
