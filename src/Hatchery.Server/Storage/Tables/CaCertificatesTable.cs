using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Storage.Tables;

sealed class CaCertificatesTable(SqlSession session) : ICaCertificates
{
    const string Columns = """
        a.id, a.certificate_id, a.pem, a.subject_hash, a.active, a.auto_registration, a.mode,
        a.template_body, a.template_name, a.role_arn, a.created_at, a.modified_at, a.not_before, a.not_after
        """;

    static readonly Statement ById = new($"SELECT {Columns} FROM ca_certificates a WHERE a.certificate_id = $1");

    static readonly Statement BySubject = new($"SELECT {Columns} FROM ca_certificates a WHERE a.subject_hash = $1 ORDER BY a.id");

    static readonly PagedList All = PagedList.ByNumber($"SELECT {Columns} FROM ca_certificates a WHERE", "a.id");

    static readonly PagedList ByTemplate = PagedList.ByNumber($"SELECT {Columns} FROM ca_certificates a WHERE a.template_name = $3 AND", "a.id");

    static readonly PagedList Signed = PagedList.ByNumber(
        $"SELECT {CertificatesTable.Columns} FROM certificates c WHERE c.ca_certificate_id = $3 AND", "c.id");

    static readonly Statement New = new("""
        INSERT INTO ca_certificates (certificate_id, pem, subject_hash, active, auto_registration, mode,
            template_body, template_name, role_arn, created_at, modified_at, not_before, not_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (certificate_id) DO NOTHING
        """);

    static readonly Statement Replace = new("""
        UPDATE ca_certificates SET active = $2, auto_registration = $3, template_body = $4, template_name = $5, role_arn = $6,
            modified_at = $7
        WHERE certificate_id = $1
        """);

    static readonly Statement Remove = new("DELETE FROM ca_certificates WHERE certificate_id = $1");

    static readonly Statement Code = new("SELECT code FROM registration_code WHERE id = 1");

    static readonly Statement SetCode = new("""
        INSERT INTO registration_code (id, code) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET code = excluded.code
        """);

    static readonly Statement RemoveCode = new("DELETE FROM registration_code WHERE id = 1");

    public CaCertificate? Find(CertificateId id) => session.Find(ById, Map, id.Value);

    public IReadOnlyList<CaCertificate> WithSubject(string subjectHash) => session.List(BySubject, Map, subjectHash);

    public void Insert(CaCertificate certificate)
    {
        var rows = session.Write(
            New,
            certificate.Id.Value,
            certificate.Pem,
            certificate.SubjectHash,
            Number(certificate.IsActive),
            Number(certificate.AllowsAutoRegistration),
            certificate.Mode,
            certificate.Registration?.TemplateBody,
            certificate.Registration?.TemplateName?.Value,
            certificate.Registration?.RoleArn,
            certificate.CreatedAt.ToUnixTimeMilliseconds(),
            certificate.ModifiedAt.ToUnixTimeMilliseconds(),
            certificate.NotBefore.ToUnixTimeMilliseconds(),
            certificate.NotAfter.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw AwsError.AlreadyExists("The CA certificate is already registered", certificate.Id.Value);
        }
    }

    public void Update(CaCertificate certificate) => session.Write(
        Replace,
        certificate.Id.Value,
        Number(certificate.IsActive),
        Number(certificate.AllowsAutoRegistration),
        certificate.Registration?.TemplateBody,
        certificate.Registration?.TemplateName?.Value,
        certificate.Registration?.RoleArn,
        certificate.ModifiedAt.ToUnixTimeMilliseconds());

    public bool Delete(CertificateId id)
    {
        TagsTable.RemoveAll(session, TaggedResource.CaCertificate(id));
        return session.Write(Remove, id.Value) > 0;
    }

    public Page<CaCertificate> List(TemplateName? template, PageRequest page) =>
        template is { } name ? ByTemplate.Read(session, page, Map, name.Value) : All.Read(session, page, Map);

    public Page<DeviceCertificate> CertificatesOf(CertificateId ca, PageRequest page) =>
        Signed.Read(session, page, CertificatesTable.Map, ca.Value);

    public string? FindRegistrationCode() => session.Find(Code, static row => row.GetString(0));

    public void SetRegistrationCode(string code) => session.Write(SetCode, code);

    public bool DeleteRegistrationCode() => session.Write(RemoveCode) > 0;

    static long Number(bool value) => value ? 1 : 0;

    static CaCertificate Map(DbDataReader row) => new()
    {
        Id = new CertificateId(row.GetString(1)),
        Pem = row.GetString(2),
        SubjectHash = row.GetString(3),
        IsActive = row.GetInt64(4) != 0,
        AllowsAutoRegistration = row.GetInt64(5) != 0,
        Mode = row.GetString(6),
        Registration = MapRegistration(row.TextOrNull(7), row.TextOrNull(8), row.TextOrNull(9)),
        CreatedAt = row.Time(10),
        ModifiedAt = row.Time(11),
        NotBefore = row.Time(12),
        NotAfter = row.Time(13),
    };

    static RegistrationConfig? MapRegistration(string? body, string? name, string? role) => (body, name) switch
    {
        (null, null) => null,
        (_, null) => new RegistrationConfig(body, null, role),
        (_, { } template) => new RegistrationConfig(body, new TemplateName(template), role),
    };
}
