namespace Hatchery.Core.Templates;

/// <summary>A parsed provisioning template body. Immutable.</summary>
public sealed class TemplateDocument
{
    /// <summary>Parses a body and reports all its problems, each with its JSON path. The document is null exactly when one is an error.</summary>
    public static (TemplateDocument? Document, IReadOnlyList<Problem> Problems) Parse(string body) => throw new NotSupportedException();

    /// <summary>Parses a body, for CreateProvisioningTemplate and CreateProvisioningTemplateVersion.</summary>
    /// <exception cref="AwsError">InvalidRequestException, <c>The template body is invalid: …</c> with every error.</exception>
    public static TemplateDocument ParseOrThrow(string body) => throw new NotSupportedException();
}
