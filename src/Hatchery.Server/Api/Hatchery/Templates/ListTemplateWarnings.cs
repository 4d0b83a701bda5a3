using System.Globalization;
using Hatchery.Core;
using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.Hatchery.Templates;

/// <summary>What about a template lets it be created, yet makes its registrations fail or surprise; of its default version unless another is asked for.</summary>
public static class ListTemplateWarnings
{
    /// <param name="Id">Never changes.</param>
    /// <param name="Path">A JSON path of the body, or a member of the template.</param>
    public sealed record Warning(string Id, string Path, string Message, string? Fix);

    public sealed record Response(string TemplateArn, string TemplateName, int VersionId, IReadOnlyList<Warning> Warnings);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        var asked = VersionId(request);
        var (versionId, warnings) = await services.Registry.ReadAsync(
            tx =>
            {
                var template = tx.Templates.Existing(name);
                var version = tx.Templates.ExistingVersion(name, asked ?? template.DefaultVersionId);
                return (version.VersionId, TemplateWarningsOf.Version(tx, template, version, services));
            },
            ct);
        return ApiResponse.Json(
            new Response(
                TemplateRules.Arn(name, services.Account),
                name.Value,
                versionId,
                [.. warnings.Select(warning => new Warning(warning.Rule, warning.Path, warning.Message, warning.Help))]),
            HatcheryJson.Default.ListTemplateWarningsResponse);
    }

    static int? VersionId(ApiRequest request) => request.Query("versionId") switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        var text => throw AwsError.InvalidRequest($"Query parameter versionId must be a whole number, not {NearMiss.Quote(text)}"),
    };
}
