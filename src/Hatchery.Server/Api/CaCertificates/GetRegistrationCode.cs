using System.Security.Cryptography;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>The account's code, made at the first call: who puts it into a certificate signed by a CA proves to hold that CA's key.</summary>
static class GetRegistrationCode
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var code = await services.Registry.ReadAsync(tx => tx.CaCertificates.FindRegistrationCode(), ct)
            ?? await MakeAsync(services, ct);
        return ApiResponse.Json(new GetRegistrationCodeResponse(code), CaCertificatesJson.Default.GetRegistrationCodeResponse);
    }

    static Task<string> MakeAsync(ApiServices services, CancellationToken ct)
    {
        var made = RandomNumberGenerator.GetHexString(64, lowercase: true);
        return services.Registry.TransactAsync(
            tx =>
            {
                if (tx.CaCertificates.FindRegistrationCode() is { } other)
                {
                    return other;
                }

                tx.CaCertificates.SetRegistrationCode(made);
                return made;
            },
            ct);
    }
}

sealed record GetRegistrationCodeResponse(string RegistrationCode);
