using Hatchery.Core;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>The next GetRegistrationCode makes a new one. CAs that were registered by the old one stay.</summary>
static class DeleteRegistrationCode
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        await services.Registry.TransactAsync(
            tx => tx.CaCertificates.DeleteRegistrationCode() ? true : throw AwsError.NotFound("The account has no registration code"),
            ct);
        return ApiResponse.Empty;
    }
}
