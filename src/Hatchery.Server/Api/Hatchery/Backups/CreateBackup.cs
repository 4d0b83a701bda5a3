using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Api.Hatchery.Keys;
using Hatchery.Server.Backups;

namespace Hatchery.Server.Api.Hatchery.Backups;

/// <summary>
/// Answers with a backup of everything this server keeps, as an archive. The keys in it are an administrator's, so whoever asks for them must be
/// allowed to make such a key.
/// </summary>
public static class CreateBackup
{
    /// <param name="Passphrase">Seals the secrets. Either it or <paramref name="WithoutKeys"/> is given, so that nobody leaves them out by mistake.</param>
    public sealed record Request(string? Passphrase, bool WithoutKeys, bool WithoutAttempts);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.CreateBackupRequest);
        var passphrase = (body.Passphrase, body.WithoutKeys) switch
        {
            (null, true) => null,
            ({ } text, false) => BackupOrder.FaultOf(text) is { } fault ? throw AwsError.InvalidRequest($"passphrase {fault}") : new Secret(text),
            _ => throw AwsError.InvalidRequest("Either passphrase, which seals the keys of the backup, or withoutKeys must be given"),
        };
        if (passphrase is not null)
        {
            KeyRules.DemandToMake(request, services.Account.IamArn("user/*"));
        }

        var backup = await services.Backups.TakeAsync(new BackupOrder(passphrase, !body.WithoutAttempts), ct);
        return new ApiResponse { Stream = new StreamedBody(Backup.ContentType, backup.WriteToAsync, backup) };
    }
}
