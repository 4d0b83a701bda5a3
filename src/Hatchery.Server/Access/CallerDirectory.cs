using System.Collections.Concurrent;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Access;

/// <summary>
/// Whom an access key stands for. The keys of the credentials file are the account itself; those of IAM users are in the registry;
/// temporary ones are in their token. Looked up once and kept until anything of users, roles or policies changes.
/// </summary>
public sealed class CallerDirectory(IRegistry registry, AccessKeys fileKeys, MasterKey master, AwsAccount account, TimeProvider time)
{
    const int KeptMax = 10_000;

    readonly ConcurrentDictionary<string, SigningKey> kept = new();
    readonly ConcurrentDictionary<string, (string Token, SessionClaims Claims)> sessions = new();
    readonly Lock gate = new();
    int version;

    internal AccessKeys FileKeys => fileKeys;

    internal MasterKey Master => master;

    /// <summary>Listens to <see cref="IRegistry.Committed"/>: what changed counts for the next call.</summary>
    public void Changed(IReadOnlyList<RegistryChange> changes)
    {
        if (changes.Any(change => change.Kind == RegistryChangeKind.Access))
        {
            // INVARIANT: what was read before the change is neither kept after it nor found after it.
            lock (gate)
            {
                version++;
                kept.Clear();
            }
        }
    }

    /// <param name="token">The session token that came with the request. Keys that stay need none: one left over in a shell does no harm.</param>
    /// <exception cref="AwsError">UnrecognizedClientException, or ExpiredTokenException.</exception>
    public async ValueTask<SigningKey> FindAsync(string accessKeyId, string? token, CancellationToken ct)
    {
        if (fileKeys.Find(accessKeyId) is { } ours)
        {
            return new SigningKey(ours.Secret, AccountCaller(accessKeyId));
        }

        var claims = accessKeyId.StartsWith(UniqueId.TemporaryKey, StringComparison.Ordinal) ? ClaimsOf(accessKeyId, token) : null;
        if (kept.TryGetValue(accessKeyId, out var known))
        {
            return known;
        }

        var before = Volatile.Read(ref version);
        var found = await registry.ReadAsync(tx => claims is null ? OfUser(accessKeyId, tx) : OfSession(claims, tx), ct) ?? throw Unrecognized();
        Keep(accessKeyId, found, before);
        return found;
    }

    void Keep(string accessKeyId, SigningKey key, int readAtVersion)
    {
        lock (gate)
        {
            if (version != readAtVersion)
            {
                return;
            }

            if (kept.Count >= KeptMax)
            {
                kept.Clear();
            }

            kept[accessKeyId] = key;
        }
    }

    internal TemporaryCredentials Issue(Func<string, DateTimeOffset, SessionClaims> claims)
    {
        var id = UniqueId.Create(UniqueId.TemporaryKey, 16);
        var issued = claims(id, time.GetUtcNow());
        return new TemporaryCredentials(new AccessKey(id, master.SecretOf(id)), issued.Seal(master), issued.ExpiresAt);
    }

    /// <summary>Credentials of a role, for whoever may take it: the caller has checked that.</summary>
    public TemporaryCredentials AssumeRole(Role role, string sessionName, TimeSpan duration, IReadOnlyList<string>? sessionPolicies = null, CredentialedDevice? device = null) =>
        Issue((id, now) => new SessionClaims(id, now, now + duration, RoleName: role.Name, RoleId: role.Id, SessionName: sessionName, SessionPolicies: sessionPolicies, Device: device));

    SessionClaims ClaimsOf(string accessKeyId, string? token)
    {
        if (token is null or { Length: > Limits.SessionTokenMax })
        {
            throw Unrecognized();
        }

        if (!sessions.TryGetValue(accessKeyId, out var session) || session.Token != token)
        {
            if (SessionClaims.Open(token, master) is not { } claims || claims.AccessKeyId != accessKeyId)
            {
                throw Unrecognized();
            }

            if (sessions.Count >= KeptMax)
            {
                sessions.Clear();
            }

            sessions[accessKeyId] = session = (token, claims);
        }

        return session.Claims.ExpiresAt > time.GetUtcNow()
            ? session.Claims
            : throw new AwsError(AwsErrorCode.ExpiredToken, "The security token included in the request is expired");
    }

    SigningKey? OfUser(string accessKeyId, IRegistryTransaction registry)
    {
        if (registry.Users.FindKey(accessKeyId) is not { IsActive: true } key || registry.Users.Find(key.UserName) is not { } user)
        {
            return null;
        }

        return new SigningKey(master.SecretOf(accessKeyId), new Caller
        {
            Kind = CallerKind.User,
            Arn = account.IamArn($"user{user.Path}{user.Name}"),
            UserId = user.Id,
            UserName = user.Name,
            AccessKeyId = accessKeyId,
            Policies = GrantedPolicies.Of(registry.Users, user.Name, registry, account),
        });
    }

    SigningKey? OfSession(SessionClaims claims, IRegistryTransaction registry)
    {
        var caller = claims.RoleName is null ? OfParent(claims, registry) : OfRole(claims, registry);
        return caller is null ? null : new SigningKey(master.SecretOf(claims.AccessKeyId), caller);
    }

    Caller? OfParent(SessionClaims claims, IRegistryTransaction registry)
    {
        var parent = fileKeys.Find(claims.ParentKeyId!) is null ? OfUser(claims.ParentKeyId!, registry)?.Caller : AccountCaller(claims.ParentKeyId!);
        return parent is null ? null : parent with { AccessKeyId = claims.AccessKeyId, TokenIssuedAt = claims.IssuedAt, IsSessionToken = true };
    }

    Caller? OfRole(SessionClaims claims, IRegistryTransaction registry)
    {
        if (registry.Roles.Find(claims.RoleName!) is not { } role || role.Id != claims.RoleId)
        {
            return null;
        }

        return new Caller
        {
            Kind = CallerKind.AssumedRole,
            Arn = $"arn:{account.Partition}:sts::{account.AccountId}:assumed-role/{role.Name}/{claims.SessionName}",
            UserId = $"{role.Id}:{claims.SessionName}",
            AccessKeyId = claims.AccessKeyId,
            RoleArn = account.IamArn($"role{role.Path}{role.Name}"),
            TokenIssuedAt = claims.IssuedAt,
            Device = claims.Device,
            Policies = GrantedPolicies.Of(registry.Roles, role.Name, registry, account),
            SessionPolicies = claims.SessionPolicies is null ? null : [.. claims.SessionPolicies.Select(policy => SessionPolicy(policy, registry)).OfType<IamPolicy>()],
        };
    }

    IamPolicy? SessionPolicy(string policy, IRegistryTransaction registry) =>
        policy.StartsWith("arn:", StringComparison.Ordinal) ? GrantedPolicies.Managed(policy, registry, account) : IamPolicy.ParseStored(policy);

    Caller AccountCaller(string accessKeyId) => new()
    {
        Kind = CallerKind.Account,
        Arn = account.IamArn("root"),
        UserId = account.AccountId,
        AccessKeyId = accessKeyId,
    };

    static AwsError Unrecognized() => new(AwsErrorCode.UnrecognizedClient, "The security token included in the request is invalid.");
}
