using Hatchery.Core;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>Certificates that the CA signed stay as they are, whatever becomes of it.</summary>
static class UpdateCACertificate
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var status = request.Query("newStatus");
        var autoRegistration = request.Query("newAutoRegistrationStatus");
        var body = request.Body(CaCertificatesJson.Default.UpdateCACertificateRequest);
        var validation = new Validation()
            .OneOf("newStatus", status, "ACTIVE", "INACTIVE")
            .OneOf("newAutoRegistrationStatus", autoRegistration, "ENABLE", "DISABLE");
        body.RegistrationConfig?.Check(validation);
        var id = CaLabel.Read(request, validation);
        var config = body.RegistrationConfig?.Read();
        var remove = body.RemoveAutoRegistration ?? false;
        if (remove && config is not null)
        {
            throw AwsError.InvalidRequest("registrationConfig and removeAutoRegistration exclude each other");
        }

        var now = services.Time.GetUtcNow();
        await services.Registry.TransactAsync(
            tx =>
            {
                var ca = tx.CaCertificates.Existing(id);
                CaRegistrationConfig.DemandTemplate(tx, config);
                tx.CaCertificates.Update(ca with
                {
                    IsActive = status is null ? ca.IsActive : status == "ACTIVE",
                    // Without its template a CA would go on registering devices by another way than its owner chose.
                    AllowsAutoRegistration = autoRegistration is null ? ca.AllowsAutoRegistration && !remove : autoRegistration == "ENABLE",
                    Registration = remove ? null : config ?? ca.Registration,
                    ModifiedAt = now,
                });
                return true;
            },
            ct);
        return ApiResponse.Empty;
    }
}

sealed record UpdateCACertificateRequest(CaRegistrationConfig? RegistrationConfig, bool? RemoveAutoRegistration);
