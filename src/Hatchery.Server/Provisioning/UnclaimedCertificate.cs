using System.Buffers.Text;
using System.Security.Cryptography;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Provisioning;

/// <summary>A certificate just made for a device, not yet registered to a thing: PENDING_ACTIVATION, with the token that claims it.</summary>
static class UnclaimedCertificate
{
    /// <summary>256 characters: about as long as a device will meet, and within every client's buffer.</summary>
    const int TokenBytes = 192;

    /// <summary>Characters of a token.</summary>
    public const int TokenLength = TokenBytes / 3 * 4;

    /// <summary>Stores both in one transaction; gives the token, which is kept only as its hash, after the commit.</summary>
    /// <param name="claim">The certificate of the connection that asked.</param>
    public static async Task<string> StoreAsync(IRegistry registry, IssuedCertificate issued, CertificateId claim, DateTimeOffset now, CancellationToken ct)
    {
        var certificate = new DeviceCertificate
        {
            Id = issued.Id,
            Pem = issued.Pem,
            Status = CertificateStatus.PendingActivation,
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = issued.NotBefore,
            NotAfter = issued.NotAfter,
        };
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var ownership = new OwnershipToken(OwnershipToken.HashOf(token), issued.Id, now + Limits.OwnershipTokenLifetime);
        return await registry.TransactAsync(
            tx =>
            {
                // Whoever holds a claim may come again with what it got by it: all of that ends with the claim.
                tx.Certificates.Insert(certificate with { ClaimId = tx.Certificates.Find(claim)?.ClaimId ?? claim });
                tx.OwnershipTokens.Insert(ownership);
                return token;
            },
            ct);
    }
}
