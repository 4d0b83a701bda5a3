using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Access;

namespace Hatchery.Server.Access;

/// <summary>
/// What a session token says of its temporary credentials; nothing of them is kept anywhere else. Of a role's session: role and session
/// name. Of GetSessionToken's: the key that asked, by which the session ends with the key.
/// </summary>
/// <param name="RoleId">Told from another role that takes the same name later.</param>
/// <param name="SessionPolicies">Documents and ARNs that narrow the session; null when it isn't narrowed.</param>
/// <param name="Device">Who got them of the credentials provider; null for what STS gave.</param>
sealed record SessionClaims(
    string AccessKeyId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string? RoleName = null,
    string? RoleId = null,
    string? SessionName = null,
    string? ParentKeyId = null,
    IReadOnlyList<string>? SessionPolicies = null,
    CredentialedDevice? Device = null)
{
    public string Seal(MasterKey master) => master.Seal(JsonSerializer.SerializeToUtf8Bytes(this, SessionClaimsJson.Default.SessionClaims));

    /// <summary>Null for a token that isn't ours.</summary>
    public static SessionClaims? Open(string token, MasterKey master) =>
        master.Open(token) is { } content ? JsonSerializer.Deserialize(content, SessionClaimsJson.Default.SessionClaims) : null;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionClaims))]
sealed partial class SessionClaimsJson : JsonSerializerContext;
