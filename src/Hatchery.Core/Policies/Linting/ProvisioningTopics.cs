namespace Hatchery.Core.Policies.Linting;

/// <summary>The topics of fleet provisioning as a claim policy names them. Source: AWS IoT "Device provisioning MQTT API".</summary>
static class ProvisioningTopics
{
    public const string Keys = "$aws/certificates/create";
    public const string Csr = "$aws/certificates/create-from-csr";
    public const string Templates = "$aws/provisioning-templates/";

    /// <summary>Formats of a request's payload; the answers are one level below.</summary>
    public static readonly string[] Formats = ["json", "cbor"];

    public static readonly string[] Answers = ["accepted", "rejected"];

    /// <summary>Whether a resource speaks of them.</summary>
    public static bool Named(string resource) =>
        resource.Contains(Keys, StringComparison.Ordinal) || resource.Contains(Templates, StringComparison.Ordinal);

    /// <summary>The template a topic resource names: what stands before <c>/provision</c>. Null without one, or when no name can be read off it.</summary>
    public static string? TemplateIn(string resource)
    {
        var start = resource.IndexOf(Templates, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var rest = resource[(start + Templates.Length)..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        return end <= 0 ? null : rest[..end];
    }
}
