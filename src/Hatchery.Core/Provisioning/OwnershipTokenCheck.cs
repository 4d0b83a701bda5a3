using Hatchery.Core.Diagnosis;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Registry;

namespace Hatchery.Core.Provisioning;

/// <summary>Whether a token admits a request. Each refusal has AWS's one code and a text of its own.</summary>
static class OwnershipTokenCheck
{
    /// <summary>The token, unused, or used by the very same request.</summary>
    /// <exception cref="AwsError">InvalidCertificateOwnershipToken.</exception>
    public static OwnershipToken Find(IRegistryTransaction registry, string token, string requestHash, DateTimeOffset now)
    {
        if (token.Length == 0)
        {
            throw Refuse("Certificate ownership token cannot be empty.", TokenCauses.Empty); // AWS's words
        }

        if (token.Length > Limits.OwnershipTokenMax)
        {
            throw Refuse($"The certificate ownership token has {token.Length} characters; none has more than {Limits.OwnershipTokenMax}.", TokenCauses.TooLong);
        }

        var found = registry.OwnershipTokens.Find(OwnershipToken.HashOf(token))
            ?? throw Refuse("The certificate ownership token is unknown. Tokens are of one server and leave it with their certificate; create a new certificate.", TokenCauses.Unknown);
        if (found.ExpiresAt <= now)
        {
            throw Refuse($"The certificate ownership token expired at {found.ExpiresAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; create a new certificate.", TokenCauses.Expired);
        }

        if (found.RequestHash is not null && found.RequestHash != requestHash)
        {
            throw Refuse("The certificate ownership token was used for another request; create a new certificate.", TokenCauses.Used);
        }

        return found;
    }

    public static AwsError Refuse(string message, Cause cause) => new(AwsErrorCode.InvalidCertificateOwnershipToken, message) { Cause = cause };
}
