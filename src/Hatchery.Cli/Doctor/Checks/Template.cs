using System.Net;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Commands;
using Hatchery.Core;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The template is there, for devices that provision themselves, and enabled. Without a name: the only one, or the only one that the claim may use.</summary>
static class Template
{
    const string FleetProvisioning = "FLEET_PROVISIONING";

    public static readonly DoctorCheck Check = new("template", "Template", LookAsync) { Needs = [Api.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        try
        {
            var all = await NamesAsync(of.Api!, ct);
            if (of.Asked.TemplateName is { } asked && !all.Contains(asked))
            {
                return Finding.Problem(
                    $"there is no template {NearMiss.Quote(asked)}.{NearMiss.Hint(asked, all)}",
                    all is [] ? "Create it with aws iot create-provisioning-template." : $"There are: {string.Join(", ", all)}.");
            }

            var names = of.Asked.TemplateName is { } given ? [given] : all.Count < 2 ? all : await UsableAsync(of, all, ct);
            return names switch
            {
                [var name] => await JudgeAsync(of, name, ct),
                _ when all is [] => Finding.Problem("the server has no provisioning template", "Create one with aws iot create-provisioning-template."),
                _ => Finding.Skipped($"there are several: {string.Join(", ", all)}", "Name the devices' with --template."),
            };
        }
        catch (AwsApiException e)
        {
            return Finding.Skipped($"the server doesn't say: {e.Message}");
        }
    }

    static async Task<IReadOnlyList<string>> NamesAsync(AwsApiClient api, CancellationToken ct)
    {
        List<string> names = [];
        for (string? token = ""; token is not null;)
        {
            var page = await api.IotAsync(HttpMethod.Get, $"/provisioning-templates?maxResults=250{(token is "" ? "" : $"&nextToken={Uri.EscapeDataString(token)}")}", body: null, ct);
            names.AddRange((page["templates"] as JsonArray ?? []).Select(template => $"{template!["templateName"]}"));
            token = (string?)page["nextToken"];
        }

        return names;
    }

    /// <summary>Those that the claim may register by.</summary>
    static async Task<IReadOnlyList<string>> UsableAsync(Examination of, IReadOnlyList<string> all, CancellationToken ct)
    {
        if (of.Claim is not { Certificate: not null })
        {
            return [];
        }

        List<string> usable = [];
        foreach (var name in all)
        {
            if (await Rights.WhyNotAsync(of, "iot:Publish", $"topic/$aws/provisioning-templates/{name}/provision/json", ct) is null)
            {
                usable.Add(name);
            }
        }

        return usable;
    }

    static async Task<Finding> JudgeAsync(Examination of, string name, CancellationToken ct)
    {
        var template = await of.Api!.IotAsync(HttpMethod.Get, $"/provisioning-templates/{Uri.EscapeDataString(name)}", body: null, ct);
        of.Template = template;
        of.TemplateWarnings = await WarningsAsync(of, name, ct);
        var type = (string?)template["type"] ?? FleetProvisioning;
        if (type != FleetProvisioning)
        {
            return Finding.Problem($"{name} is of type {type}, for just-in-time provisioning", $"Devices with a claim need one of type {FleetProvisioning}.");
        }

        return (bool?)template["enabled"] is true
            ? Finding.Ok($"{name} version {template["defaultVersionId"]}, enabled")
            : Finding.Problem($"{name} is disabled: every registration is refused", $"aws iot update-provisioning-template --enabled --template-name {name}");
    }

    static async Task<IReadOnlyList<LintFinding>?> WarningsAsync(Examination of, string name, CancellationToken ct)
    {
        try
        {
            var answer = await of.Api!.HatcheryAsync(HttpMethod.Get, $"provisioning-templates/{Uri.EscapeDataString(name)}/warnings", body: null, ct);
            return [.. (answer["warnings"] as JsonArray ?? []).OfType<JsonObject>()
                .Select(warning => new LintFinding($"{warning["id"]}", "warning", $"{warning["path"]}", $"{warning["message"]}", (string?)warning["fix"], null, null))];
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
        {
            return null;
        }
    }
}
