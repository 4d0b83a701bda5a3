using Hatchery.Core.Templates;

namespace Hatchery.Core.Registry;

public interface ITemplates
{
    ProvisioningTemplate? Find(TemplateName name);

    /// <summary>A new template with its first version (id 1).</summary>
    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(ProvisioningTemplate template, string body);

    /// <summary>Replaces description, enabled, role, hook, default version, settings and modification time.</summary>
    void Update(ProvisioningTemplate template);

    /// <summary>With all its versions.</summary>
    bool Delete(TemplateName name);

    Page<ProvisioningTemplate> List(PageRequest page);

    int Count();

    /// <summary>A new version; ids count up and are never given twice.</summary>
    ProvisioningTemplateVersion InsertVersion(TemplateName name, string body, bool setAsDefault, DateTimeOffset now);

    ProvisioningTemplateVersion? FindVersion(TemplateName name, int versionId);

    Page<ProvisioningTemplateVersion> Versions(TemplateName name, PageRequest page);

    int CountVersions(TemplateName name);

    void DeleteVersion(TemplateName name, int versionId);
}
