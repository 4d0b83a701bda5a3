using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Hatchery.EndToEnd.Gateway;

namespace Hatchery.EndToEnd.Causes;

/// <summary>Requests that can't be read, CSRs that can't be signed, tokens that admit nothing.</summary>
static class PayloadCases
{
    const string FromCsr = "$aws/certificates/create-from-csr/json";
    const string Provision = "$aws/provisioning-templates/any/provision/json";

    public static readonly IReadOnlyList<CauseCase> All =
    [
        new("payload-not-json", "not JSON", world => world.RejectedAsync(FromCsr, "{nonsense")),
        new("payload-wrong-format", "CBOR on a JSON topic", world => world.RejectedAsync(FromCsr, [0xA0])),
        new("payload-not-a-map", "a list", world => world.RejectedAsync(FromCsr, "[]")),
        new("payload-member-missing", "no CSR", world => world.RejectedAsync(FromCsr, "{}")),
        new("payload-member-misspelled", "certificateSigningrequest", world => world.RejectedAsync(FromCsr, """{"certificateSigningrequest":"x"}""")),
        new("payload-member-type", "a number for a CSR", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":1}""")),
        new("payload-member-twice", "the CSR twice", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":"x","certificateSigningRequest":"x"}""")),
        new("csr-not-pem", "no PEM", world => world.RejectedAsync(FromCsr, """{"certificateSigningRequest":"MIIB"}""")),
        new("csr-too-long", "over 4096 characters", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = new string('x', 4_097) }))),
        new("csr-weak", "RSA of 1024 bits", world => world.RejectedAsync(FromCsr, JsonSerializer.Serialize(new { certificateSigningRequest = WeakCsr() }))),
        new("token-empty", "no token", world => world.RejectedAsync(Provision, "{}")),
        new("token-misspelled", "certificateOwnershiptoken", world => world.RejectedAsync(Provision, """{"certificateOwnershiptoken":"x"}""")),
        new("token-too-long", "over 480 characters", world => world.RejectedAsync(Provision, JsonSerializer.Serialize(new { certificateOwnershipToken = new string('x', 481) }))),
        new("token-unknown", "a made-up token", world => world.RejectedAsync(Provision, """{"certificateOwnershipToken":"x"}""")),
        new("token-used", "a token for two registrations", TokenUsedAsync),
    ];

    static string WeakCsr()
    {
#pragma warning disable CA5385 // too weak on purpose
        using var key = RSA.Create(1_024);
#pragma warning restore CA5385
        return new CertificateRequest("CN=weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem();
    }

    static async Task<Met> TokenUsedAsync(CauseWorld world)
    {
        var template = await world.TemplateAsync("");
        var clientId = world.Name("twice");
        await using var device = await RawDevice.ConnectAsync(world.Server, world.Claim, 4, clientId);
        var token = await CauseWorld.CreateAsync(device);
        await CauseWorld.RegisterAsync(device, template, token, """{"SerialNumber":"1"}""", "accepted", _ => "");
        return new Met(clientId, await CauseWorld.RegisterAsync(device, template, token, """{"SerialNumber":"2"}""", "rejected", answer => answer.GetProperty("errorMessage").GetString()!));
    }
}
