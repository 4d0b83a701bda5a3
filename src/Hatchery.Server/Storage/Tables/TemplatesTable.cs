using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Storage.Tables;

sealed class TemplatesTable(SqlSession session, ChangeLog changes) : ITemplates
{
    const string Columns = """
        t.name, t.description, t.enabled, t.role_arn, t.hook_target, t.hook_payload_version, t.type, t.default_version, t.created_at, t.modified_at,
        t.key_type, t.certificate_validity_days, t.older_certificates
        """;

    const string VersionColumns = "v.version, v.body, v.created_at, v.version = t.default_version, t.name";

    const string FromVersions = "FROM templates t JOIN template_versions v ON v.template = t.id";

    static readonly Statement ByName = new($"SELECT {Columns} FROM templates t WHERE t.name = $1");

    static readonly PagedList All = PagedList.ByText($"SELECT {Columns} FROM templates t WHERE", "t.name");

    static readonly Statement New = new("""
        INSERT INTO templates (name, description, enabled, role_arn, hook_target, hook_payload_version, type,
            default_version, next_version, created_at, modified_at, key_type, certificate_validity_days, older_certificates)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 2, $8, $9, $10, $11, $12)
        ON CONFLICT (name) DO NOTHING
        """);

    static readonly Statement Replace = new("""
        UPDATE templates SET description = $2, enabled = $3, role_arn = $4, hook_target = $5, hook_payload_version = $6,
            default_version = $7, modified_at = $8, key_type = $9, certificate_validity_days = $10, older_certificates = $11
        WHERE name = $1
        """);

    // Its versions go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM templates WHERE name = $1");

    static readonly Statement TemplateCount = new("SELECT COUNT(*) FROM templates");

    static readonly Statement TakeVersion = new("""
        UPDATE templates SET next_version = next_version + 1 WHERE name = $1 RETURNING next_version - 1
        """);

    static readonly Statement NewVersion = new("""
        INSERT INTO template_versions (template, version, body, created_at) SELECT t.id, $2, $3, $4 FROM templates t WHERE t.name = $1
        """);

    static readonly Statement SetDefault = new("UPDATE templates SET default_version = $2, modified_at = $3 WHERE name = $1");

    static readonly Statement VersionById = new($"SELECT {VersionColumns} {FromVersions} WHERE t.name = $1 AND v.version = $2");

    static readonly PagedList VersionsOf = PagedList.ByNumber($"SELECT {VersionColumns} {FromVersions} WHERE t.name = $3 AND", "v.version");

    static readonly Statement VersionCount = new($"SELECT COUNT(*) {FromVersions} WHERE t.name = $1");

    static readonly Statement RemoveVersion = new("""
        DELETE FROM template_versions WHERE template = (SELECT id FROM templates WHERE name = $1) AND version = $2
        """);

    public ProvisioningTemplate? Find(TemplateName name) => session.Find(ByName, Map, name.Value);

    public void Insert(ProvisioningTemplate template, string body)
    {
        var createdAt = template.CreatedAt.ToUnixTimeMilliseconds();
        var rows = session.Write(
            New,
            template.Name.Value,
            template.Description,
            template.Enabled ? 1L : 0L,
            template.ProvisioningRoleArn,
            template.Hook?.TargetArn,
            template.Hook?.PayloadVersion,
            template.Type,
            createdAt,
            template.ModifiedAt.ToUnixTimeMilliseconds(),
            KeyType(template.Settings),
            (long?)template.Settings.CertificateValidityDays,
            OlderCertificates(template.Settings));
        if (rows == 0)
        {
            throw AwsError.AlreadyExists($"Template with name {template.Name} already exists", template.Name.Value);
        }

        session.Write(NewVersion, template.Name.Value, 1L, body, createdAt);
        Changed(template.Name);
    }

    public void Update(ProvisioningTemplate template)
    {
        session.Write(
            Replace,
            template.Name.Value,
            template.Description,
            template.Enabled ? 1L : 0L,
            template.ProvisioningRoleArn,
            template.Hook?.TargetArn,
            template.Hook?.PayloadVersion,
            (long)template.DefaultVersionId,
            template.ModifiedAt.ToUnixTimeMilliseconds(),
            KeyType(template.Settings),
            (long?)template.Settings.CertificateValidityDays,
            OlderCertificates(template.Settings));
        Changed(template.Name);
    }

    public bool Delete(TemplateName name)
    {
        Changed(name);
        TagsTable.RemoveAll(session, TaggedResource.Template(name));
        ClaimGuardsTable.RemoveAll(session, GuardScope.Template(name));
        return session.Write(Remove, name.Value) > 0;
    }

    /// <summary>By name.</summary>
    public Page<ProvisioningTemplate> List(PageRequest page) => All.Read(session, page, Map);

    public int Count() => session.Count(TemplateCount);

    public ProvisioningTemplateVersion InsertVersion(TemplateName name, string body, bool setAsDefault, DateTimeOffset now)
    {
        var version = session.WriteReturningNumber(TakeVersion, name.Value) ?? throw AwsError.NotFound($"Template {name} not found");
        session.Write(NewVersion, name.Value, version, body, now.ToUnixTimeMilliseconds());
        if (setAsDefault)
        {
            session.Write(SetDefault, name.Value, version, now.ToUnixTimeMilliseconds());
        }

        return new ProvisioningTemplateVersion(name, (int)version, body, setAsDefault, now);
    }

    public ProvisioningTemplateVersion? FindVersion(TemplateName name, int versionId) =>
        session.Find(VersionById, MapVersion, name.Value, (long)versionId);

    /// <summary>By version.</summary>
    public Page<ProvisioningTemplateVersion> Versions(TemplateName name, PageRequest page) =>
        VersionsOf.Read(session, page, MapVersion, name.Value);

    public int CountVersions(TemplateName name) => session.Count(VersionCount, name.Value);

    public void DeleteVersion(TemplateName name, int versionId) => session.Write(RemoveVersion, name.Value, (long)versionId);

    static ProvisioningTemplate Map(DbDataReader row) => new(
        new TemplateName(row.GetString(0)),
        row.TextOrNull(1),
        row.GetInt64(2) == 1,
        row.GetString(3),
        row.TextOrNull(4) is { } target ? new PreProvisioningHook(target, row.TextOrNull(5)) : null,
        row.GetString(6),
        row.GetInt32(7),
        row.Time(8),
        row.Time(9))
    {
        Settings = new TemplateSettings(
            row.TextOrNull(10) is { } keyType ? DeviceKeyTypeText.FromWire(keyType) ?? throw new InvalidDataException($"The registry has a template of key type {keyType}") : TemplateSettings.Default.KeyType,
            row.IsDBNull(11) ? null : row.GetInt32(11),
            CertificatesTable.Action(row.TextOrNull(12))),
    };

    static string? KeyType(TemplateSettings settings) => settings.KeyType == TemplateSettings.Default.KeyType ? null : settings.KeyType.ToWire();

    static string? OlderCertificates(TemplateSettings settings) =>
        settings.OlderCertificates == OlderCertificateAction.Keep ? null : settings.OlderCertificates.ToWire();

    void Changed(TemplateName name) => changes.Add(RegistryChangeKind.Template, name.Value);

    static ProvisioningTemplateVersion MapVersion(DbDataReader row) =>
        new(new TemplateName(row.GetString(4)), row.GetInt32(0), row.GetString(1), row.GetBoolean(3), row.Time(2));
}
