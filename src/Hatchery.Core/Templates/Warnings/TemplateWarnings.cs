using Hatchery.Core.Access;
namespace Hatchery.Core.Templates.Warnings;

/// <summary>
/// What lets a template be created, at AWS and here, and yet makes its registrations fail or surprise: each with an id that never
/// changes, its place (a JSON path of the body, or a member of the template), a sentence and a fix.
/// </summary>
public static class TemplateWarnings
{
    const string ThingsRegistration = "policy/service-role/AWSIoTThingsRegistration";

    /// <param name="parsed">The problems that parsing the document found.</param>
    public static IReadOnlyList<Problem> Of(ProvisioningTemplate template, TemplateDocument document, IReadOnlyList<Problem> parsed, TemplateSurroundings around) =>
    [
        .. OfTemplate(template),
        .. OfRole(template, around),
        .. OfHook(template, around),
        .. OfSettings(template, around),
        .. OfReferences(document, around),
        .. parsed.Where(problem => problem.Severity == ProblemSeverity.Warning),
    ];

    static IEnumerable<Problem> OfTemplate(ProvisioningTemplate template)
    {
        if (!template.Enabled)
        {
            yield return Warning("template-disabled", "enabled", "The template is disabled: every registration is refused.", "Enable it: aws iot update-provisioning-template --enabled.");
        }
    }

    static IEnumerable<Problem> OfRole(ProvisioningTemplate template, TemplateSurroundings around)
    {
        const string Path = "provisioningRoleArn";
        if (around.Role is not { } role)
        {
            yield return Warning(
                "role-not-found", Path, $"The account {around.Account.AccountId} has no role {template.ProvisioningRoleArn}.", "Create it with aws iam create-role; AWS refuses a template without its role.");
            yield break;
        }

        if (!around.RolePolicies.Any(policy => policy.EndsWith($":{ThingsRegistration}", StringComparison.Ordinal)))
        {
            yield return Warning(
                "role-without-policy",
                Path,
                $"The role {role.Name} lacks the managed policy AWSIoTThingsRegistration: at AWS its registrations fail.",
                $"Attach arn:{around.Account.Partition}:iam::aws:{ThingsRegistration} with aws iam attach-role-policy.");
        }

        if (!RoleTrust.IncludesIot(role, around.Account.IotArn("provisioningtemplate", template.Name.Value), around.Account, template.ModifiedAt))
        {
            yield return Warning(
                "role-not-trusting-iot",
                Path,
                $"The role {role.Name} doesn't let iot.amazonaws.com assume it: at AWS its registrations fail.",
                "Allow sts:AssumeRole to the service iot.amazonaws.com with aws iam update-assume-role-policy.");
        }
    }

    static IEnumerable<Problem> OfHook(ProvisioningTemplate template, TemplateSurroundings around)
    {
        const string Path = "preProvisioningHook.targetArn";
        if (template.Hook is not { } hook || PreProvisioningHook.IsUrl(hook.TargetArn))
        {
            yield break;
        }

        // Refused at creation; a server that is started with another region has templates of the former.
        if (hook.TargetArn.Split(':') is [_, _, "lambda", var region, ..] && region != around.Account.Region)
        {
            yield return Warning("hook-of-another-region", Path, $"The hook's function is in region {region}, the template in {around.Account.Region}: AWS calls none of another region.", "Use a function of the template's region.");
        }

        if (!around.HasHookEndpoint)
        {
            yield return Warning("hook-without-endpoint", Path, "The hook is a Lambda function, and this server knows no endpoint that runs one: every registration is refused.", "Start the server with --hook-endpoint, or give the hook as an https:// URL.");
        }
    }

    static IEnumerable<Problem> OfSettings(ProvisioningTemplate template, TemplateSurroundings around)
    {
        if (around.Rival is var (policy, other))
        {
            yield return Warning(
                "settings-ambiguous",
                "settings",
                $"The policy {policy} allows this template and {other}, whose key type or validity differ: its claims get certificates by AWS's defaults.",
                $"Give each template a claim policy of its own, or {template.Name} and {other} the same settings.");
        }
    }

    static IEnumerable<Problem> OfReferences(TemplateDocument document, TemplateSurroundings around)
    {
        // Just-in-time provisioning answers nothing.
        if (!document.HasThing && document.Kind == TemplateKind.FleetProvisioning)
        {
            yield return Warning("no-thing", "$.Resources", "There is no AWS::IoT::Thing: the answer to a registration has no thingName, and most device clients stumble over that.", "Add a thing, or make sure that the firmware does without its name.");
        }

        var names = NamedResources.Of(document);
        foreach (var group in names.Groups.Where(group => !around.Groups.Contains(group.Name)))
        {
            yield return Missing("missing-group", "Thing group", group, "aws iot create-thing-group");
        }

        foreach (var type in names.Types)
        {
            if (!around.Types.TryGetValue(type.Name, out var found))
            {
                yield return Missing("missing-type", "Thing type", type, "aws iot create-thing-type");
            }
            else if (found.DeprecatedAt is not null)
            {
                yield return Warning("deprecated-type", type.Path, $"Thing type {type.Name} is deprecated: no thing can be given it.", "Name another, or undo it with aws iot deprecate-thing-type --undo-deprecate.");
            }
        }

        foreach (var group in names.BillingGroups.Where(group => !around.BillingGroups.Contains(group.Name)))
        {
            yield return Missing("missing-billing-group", "Billing group", group, "aws iot create-billing-group");
        }

        foreach (var policy in names.Policies.Where(policy => !around.Policies.Contains(policy.Name)))
        {
            yield return Missing("missing-policy", "Policy", policy, "aws iot create-policy");
        }
    }

    static Problem Missing(string rule, string noun, PlacedName name, string command) =>
        Warning(rule, name.Path, $"{noun} {NearMiss.Quote(name.Name)} does not exist, and a template creates none: registrations fail.", $"Create it with {command}.");

    static Problem Warning(string rule, string path, string message, string fix) => new(path, message, fix, ProblemSeverity.Warning) { Rule = rule };
}
