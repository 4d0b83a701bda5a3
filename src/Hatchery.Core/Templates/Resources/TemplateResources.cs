using System.Text.Json;

namespace Hatchery.Core.Templates.Resources;

/// <summary>The Resources of a template: at most one thing, one certificate, and policies.</summary>
sealed record TemplateResources(ThingResource? Thing, CertificateResource? Certificate, IReadOnlyList<PolicyResource> Policies)
{
    static readonly string[] Types = [ThingResource.Type, CertificateResource.Type, PolicyResource.Type];
    static readonly string[] Keys = ["Type", "Properties", "OverrideSettings"];

    /// <summary>Null or incomplete only after an error.</summary>
    public static TemplateResources? Parse(JsonElement json, ParseContext context)
    {
        var path = JsonPath.Root["Resources"];
        var resources = context.Members(json, path, "Resources must be an object.")
            .Select(member => new ResourceJson(member.Name, path[member.Name], member.Value))
            .Where(resource => IsResource(resource, context))
            .ToLookup(resource => resource.ResourceType!);
        if (!resources.Contains(CertificateResource.Type))
        {
            context.Warn(
                "no-certificate",
                path,
                $"There is no {CertificateResource.Type}: every registration is refused, since the device's certificate would stay inactive.",
                """Add one with {"CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}}.""");
        }

        return new TemplateResources(
            Only(resources[ThingResource.Type], ThingResource.Parse, context),
            Only(resources[CertificateResource.Type], CertificateResource.Parse, context),
            [.. resources[PolicyResource.Type].Select(resource => PolicyResource.Parse(resource, context)!)]);
    }

    static bool IsResource(ResourceJson resource, ParseContext context)
    {
        var members = context.Members(resource.Json, resource.Path, "A resource must be an object with Type and Properties.").ToList();
        foreach (var (key, _) in members.Where(member => !Keys.Contains(member.Name) && !context.IsComment(resource.Path, member.Name)))
        {
            context.Unknown(resource.Path[key], "The resource key", key, Keys);
        }

        if (resource.Json.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (resource.ResourceType is null)
        {
            context.Error(resource.Path, $"The resource has no Type; it is one of {string.Join(", ", Types)}.");
        }
        else if (!Types.Contains(resource.ResourceType))
        {
            context.Unknown(resource.Path["Type"], "The resource type", resource.ResourceType, Types);
        }

        return Types.Contains(resource.ResourceType);
    }

    /// <summary>One of its type: which of two a registration would mean is undocumented.</summary>
    static T? Only<T>(IEnumerable<ResourceJson> resources, Func<ResourceJson, ParseContext, T?> parse, ParseContext context)
        where T : class
    {
        T? first = null;
        foreach (var (resource, i) in resources.Select((resource, i) => (resource, i)))
        {
            if (i > 0)
            {
                context.Error(resource.Path, $"A template can have only one {resource.ResourceType}.", "Remove one: each device registers one thing and one certificate.");
            }

            var parsed = parse(resource, context);
            first ??= parsed;
        }

        return first;
    }
}
