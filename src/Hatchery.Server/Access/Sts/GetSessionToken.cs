using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Sts;

/// <summary>Temporary credentials of the caller's own. It needs no permission. They end with the key that asked for them.</summary>
static class GetSessionToken
{
    const int SecondsDefault = 43_200;

    public static ValueTask<IEnumerable<XElement>?> Handle(QueryRequest request, ApiServices services, CancellationToken ct)
    {
        var caller = request.Call.Caller;
        if (caller.TokenIssuedAt is not null)
        {
            throw new AwsError(AwsErrorCode.AccessDenied, "Cannot call GetSessionToken with session credentials");
        }

        if (request["SerialNumber"] is not null || request["TokenCode"] is not null)
        {
            throw new AwsError(AwsErrorCode.AccessDenied, "MultiFactorAuthentication failed: Hatchery knows no MFA devices");
        }

        var seconds = request.Number("DurationSeconds", Limits.SessionSecondsMin, Limits.UserSessionSecondsMax, SecondsDefault);

        // AWS: of the account itself at most an hour, however long was asked for.
        var duration = TimeSpan.FromSeconds(caller.Kind == CallerKind.Account ? Math.Min(seconds, Limits.ChainedSessionSecondsMax) : seconds);
        var credentials = services.Callers.Issue((id, now) => new SessionClaims(id, now, now + duration, ParentKeyId: caller.AccessKeyId));
        return new([StsXml.Write(credentials)]);
    }
}
