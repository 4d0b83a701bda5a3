using System.Data.Common;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Storage.Tables;

sealed class CertificatesTable(SqlSession session, ChangeLog changes) : ICertificates
{
    internal const string Columns = """
        c.id, c.certificate_id, c.pem, c.status, c.ca_certificate_id, c.mode, c.claim_id, c.created_at, c.modified_at, c.not_before, c.not_after,
        c.template, c.registered_at, c.older_certificates
        """;

    static readonly Statement ById = new($"SELECT {Columns} FROM certificates c WHERE c.certificate_id = $1");

    static readonly PagedList All = PagedList.ByNumber($"SELECT {Columns} FROM certificates c WHERE", "c.id");

    static readonly PagedList ThroughClaim = PagedList.ByNumber($"SELECT {Columns} FROM certificates c WHERE c.claim_id = $3 AND", "c.id");

    static readonly PagedList AllPending = PagedList.ByNumber($"SELECT {Columns} FROM certificates c WHERE c.status = 'PENDING_ACTIVATION' AND", "c.id");

    static readonly ScannedList NotAttached = new(
        "certificates", "certificate_id", "NOT EXISTS (SELECT 1 FROM thing_principals p WHERE p.certificate = s.id)");

    static readonly Statement ByPrefix = new("""
        SELECT certificate_id FROM certificates WHERE certificate_id >= $1 AND certificate_id < $2 ORDER BY certificate_id LIMIT $3
        """);

    static readonly Statement Registered = new("""
        UPDATE certificates SET claim_id = COALESCE((SELECT d.claim_id FROM certificates d WHERE d.certificate_id = $2), $2), template = $3, registered_at = $4
        WHERE certificate_id = $1
        """);

    static readonly Statement OlderCertificates = new("UPDATE certificates SET older_certificates = $2 WHERE certificate_id = $1");

    static readonly Statement New = new("""
        INSERT INTO certificates
            (certificate_id, pem, status, ca_certificate_id, mode, claim_id, created_at, modified_at, not_before, not_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (certificate_id) DO NOTHING
        """);

    static readonly Statement Status = new("UPDATE certificates SET status = $2, modified_at = $3 WHERE certificate_id = $1");

    static readonly Statement DetachPolicies = new("""
        DELETE FROM policy_targets
        WHERE kind = 'cert' AND target = (SELECT id FROM certificates WHERE certificate_id = $1)
        """);

    // Its tokens go with it (ON DELETE CASCADE).
    static readonly Statement Remove = new("DELETE FROM certificates WHERE certificate_id = $1");

    static readonly Statement RemoveUnclaimed = new($"""
        DELETE FROM certificates WHERE id IN
            (SELECT c.id FROM ownership_tokens o JOIN certificates c ON c.id = o.certificate
             WHERE o.expires_at <= $1 AND {OwnershipTokensTable.IsUnclaimed}
             ORDER BY o.expires_at LIMIT $2)
        RETURNING certificate_id
        """);

    public DeviceCertificate? Find(CertificateId id) => session.Find(ById, Map, id.Value);

    public void Insert(DeviceCertificate certificate)
    {
        var rows = session.Write(
            New,
            certificate.Id.Value,
            certificate.Pem,
            certificate.Status.ToWire(),
            certificate.CaCertificateId,
            certificate.Mode,
            certificate.ClaimId?.Value,
            certificate.CreatedAt.ToUnixTimeMilliseconds(),
            certificate.ModifiedAt.ToUnixTimeMilliseconds(),
            certificate.NotBefore.ToUnixTimeMilliseconds(),
            certificate.NotAfter.ToUnixTimeMilliseconds());
        if (rows == 0)
        {
            throw AwsError.AlreadyExists("The certificate is already provisioned or registered", certificate.Id.Value);
        }

        Changed(certificate.Id);
    }

    public bool SetStatus(CertificateId id, CertificateStatus status, DateTimeOffset now)
    {
        if (session.Write(Status, id.Value, status.ToWire(), now.ToUnixTimeMilliseconds()) == 0)
        {
            return false;
        }

        Changed(id);
        return true;
    }

    public bool Delete(CertificateId id)
    {
        session.Write(DetachPolicies, id.Value);
        ClaimGuardsTable.RemoveAll(session, GuardScope.Claim(id));
        if (session.Write(Remove, id.Value) == 0)
        {
            return false;
        }

        Changed(id);
        return true;
    }

    public Page<DeviceCertificate> List(PageRequest page) => All.Read(session, page, Map);

    public Page<DeviceCertificate> OfClaim(CertificateId claim, PageRequest page) => ThroughClaim.Read(session, page, Map, claim.Value);

    public Page<DeviceCertificate> Pending(PageRequest page) => AllPending.Read(session, page, Map);

    public Page<DeviceCertificate> WithoutThing(PageRequest page)
    {
        var found = NotAttached.Read(session, page);
        return new Page<DeviceCertificate>([.. found.Items.Select(id => Find(new CertificateId(id))!)], found.Next);
    }

    public IReadOnlyList<CertificateId> WithPrefix(string prefix, int max) =>
        session.List(ByPrefix, static row => new CertificateId(row.GetString(0)), prefix, prefix + Position.AfterAll, (long)max);

    public void SetRegistered(CertificateId id, CertificateId claim, TemplateName template, DateTimeOffset now) =>
        session.Write(Registered, id.Value, claim.Value, template.Value, now.ToUnixTimeMilliseconds());

    public void SetOlderCertificates(CertificateId id, OlderCertificateAction action) =>
        session.Write(OlderCertificates, id.Value, action == OlderCertificateAction.Keep ? null : action.ToWire());

    public IReadOnlyList<CertificateId> DeleteUnclaimed(DateTimeOffset now, int max)
    {
        var removed = session.WriteReturning(
            RemoveUnclaimed, static row => new CertificateId(row.GetString(0)), now.ToUnixTimeMilliseconds(), (long)max);
        removed.ForEach(Changed);
        return removed;
    }

    void Changed(CertificateId id) => changes.Add(RegistryChangeKind.Certificate, id.Value);

    internal static OlderCertificateAction Action(string? text) => text is null
        ? OlderCertificateAction.Keep
        : OlderCertificateActionText.FromWire(text) ?? throw new InvalidDataException($"The registry has the action {text} for older certificates");

    internal static DeviceCertificate Map(DbDataReader row) => new()
    {
        Id = new CertificateId(row.GetString(1)),
        Pem = row.GetString(2),
        Status = CertificateStatusText.FromWire(row.GetString(3)) ?? throw new InvalidDataException("A certificate has no known status"),
        CaCertificateId = row.TextOrNull(4),
        Mode = row.GetString(5),
        ClaimId = row.TextOrNull(6) is { } claim ? new CertificateId(claim) : null,
        CreatedAt = row.Time(7),
        ModifiedAt = row.Time(8),
        NotBefore = row.Time(9),
        NotAfter = row.Time(10),
        TemplateName = row.TextOrNull(11),
        RegisteredAt = row.TimeOrNull(12),
        OlderCertificates = Action(row.TextOrNull(13)),
    };
}
