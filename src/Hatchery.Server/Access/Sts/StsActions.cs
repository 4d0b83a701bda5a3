using Hatchery.Server.Access.Query;

namespace Hatchery.Server.Access.Sts;

/// <summary>The part of AWS STS that set-up scripts call. Each action sees to its own authorisation: STS's differ from all others'.</summary>
static class StsActions
{
    public static readonly QueryApi Api = new("sts", "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/",
    [
        new("GetCallerIdentity", GetCallerIdentity.Handle),
        new("AssumeRole", AssumeRole.Handle),
        new("GetSessionToken", GetSessionToken.Handle),
    ]);
}
