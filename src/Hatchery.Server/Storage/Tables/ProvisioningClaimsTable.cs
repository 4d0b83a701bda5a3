using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Storage.Tables;

sealed class ProvisioningClaimsTable(SqlSession session, ChangeLog changes) : IProvisioningClaims
{
    static readonly Statement New = new("""
        INSERT INTO provisioning_claims (certificate_id, template, expires_at)
        SELECT $1, t.id, $3 FROM templates t WHERE t.name = $2
        """);

    static readonly Statement ById = new("""
        SELECT p.certificate_id, t.name, p.expires_at
        FROM provisioning_claims p JOIN templates t ON t.id = p.template
        WHERE p.certificate_id = $1
        """);

    static readonly Statement RemoveExpired = new("""
        DELETE FROM provisioning_claims WHERE certificate_id IN
            (SELECT certificate_id FROM provisioning_claims WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)
        RETURNING certificate_id
        """);

    public void Insert(ProvisioningClaim claim)
    {
        if (session.Write(New, claim.CertificateId.Value, claim.Template.Value, claim.ExpiresAt.ToUnixTimeMilliseconds()) == 0)
        {
            throw AwsError.NotFound($"Template {claim.Template} not found");
        }
    }

    public ProvisioningClaim? Find(CertificateId id) => session.Find(
        ById,
        static row => new ProvisioningClaim(new CertificateId(row.GetString(0)), new TemplateName(row.GetString(1)), row.Time(2)),
        id.Value);

    public IReadOnlyList<CertificateId> DeleteExpired(DateTimeOffset now, int max)
    {
        var removed = session.WriteReturning(
            RemoveExpired, static row => new CertificateId(row.GetString(0)), now.ToUnixTimeMilliseconds(), (long)max);

        foreach (var id in removed)
        {
            // Its connections go with it, and what was counted for it.
            changes.Add(RegistryChangeKind.Certificate, id.Value);
            ClaimGuardsTable.RemoveAll(session, GuardScope.Claim(id));
        }

        return removed;
    }
}
