namespace Hatchery.Server.Api.Hatchery.Keys;

/// <param name="Name">Of its user; null for the keys of the credentials file, which are the account itself.</param>
/// <param name="Access">administrator, read-only, custom or none.</param>
/// <param name="SecretAccessKey">Shown once, when the key is made.</param>
public sealed record KeyMember(
    string AccessKeyId, string? Name, string Arn, string Access, string Status, DateTimeOffset? CreationDate, string? SecretAccessKey = null);
