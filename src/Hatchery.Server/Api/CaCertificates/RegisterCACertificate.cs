using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Server.Api.Tags;
using Hatchery.Server.Certificates;

namespace Hatchery.Server.Api.CaCertificates;

/// <summary>Registers a CA: in mode DEFAULT whoever does so proves to hold its key, in mode SNI_ONLY nobody does.</summary>
static class RegisterCACertificate
{
    const string SniOnly = "SNI_ONLY";

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var setAsActive = request.QueryFlag("setAsActive");
        var allowAutoRegistration = request.QueryFlag("allowAutoRegistration");
        var body = request.Body(CaCertificatesJson.Default.RegisterCACertificateRequest);
        var tags = Check(body);

        var now = services.Time.GetUtcNow();
        using var certificate = PresentedCertificate.Parse(body.CaCertificate!);
        using var verification = body.VerificationCertificate is null ? null : PresentedCertificate.Parse(body.VerificationCertificate);
        CaCheck.DemandCa(certificate, now);
        var ca = new CaCertificate
        {
            Id = CertificateId.Of(certificate.RawData),
            Pem = certificate.ExportCertificatePem() + "\n",
            SubjectHash = NameHash.Of(certificate.SubjectName),
            IsActive = setAsActive,
            AllowsAutoRegistration = allowAutoRegistration,
            Registration = body.RegistrationConfig?.Read(),
            Mode = body.CertificateMode ?? "DEFAULT",
            CreatedAt = now,
            ModifiedAt = now,
            NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
        };
        var arn = services.CaArn(ca.Id);
        await services.Registry.TransactAsync(tx => Insert(tx, ca, tags, arn, certificate, verification), ct);
        return ApiResponse.Json(new RegisterCACertificateResponse(arn, ca.Id.Value), CaCertificatesJson.Default.RegisterCACertificateResponse);
    }

    static IReadOnlyList<Tag> Check(RegisterCACertificateRequest body)
    {
        var validation = new Validation()
            .Required("caCertificate", body.CaCertificate)
            .Text("caCertificate", body.CaCertificate, pattern: null, 1, Limits.CertificatePemMax)
            .Text("verificationCertificate", body.VerificationCertificate, pattern: null, 1, Limits.CertificatePemMax)
            .OneOf("certificateMode", body.CertificateMode, "DEFAULT", SniOnly);
        body.RegistrationConfig?.Check(validation);
        var tags = TagRules.ReadAtCreation(body.Tags, validation);
        if (body.CertificateMode == SniOnly && body.VerificationCertificate is not null)
        {
            throw AwsError.InvalidRequest($"verificationCertificate must be left out with certificateMode {SniOnly}");
        }

        if (body.CertificateMode != SniOnly && body.VerificationCertificate is null)
        {
            throw AwsError.InvalidRequest($"verificationCertificate is required unless certificateMode is {SniOnly}");
        }

        return tags;
    }

    static bool Insert(
        IRegistryTransaction tx,
        CaCertificate ca,
        IReadOnlyList<Tag> tags,
        string arn,
        X509Certificate2 certificate,
        X509Certificate2? verification)
    {
        if (tx.CaCertificates.Find(ca.Id) is not null)
        {
            throw AwsError.AlreadyExists("The CA certificate is already registered", ca.Id.Value, arn);
        }

        if (verification is not null)
        {
            CaCheck.DemandProof(certificate, verification, tx.CaCertificates.FindRegistrationCode(), ca.CreatedAt);
        }

        CaRegistrationConfig.DemandTemplate(tx, ca.Registration);
        if (tx.CaCertificates.WithSubject(ca.SubjectHash).Count >= Limits.CaCertificatesPerSubjectMax)
        {
            throw new AwsError(
                AwsErrorCode.LimitExceeded,
                $"The account already has the maximum number of CA certificates with this subject ({Limits.CaCertificatesPerSubjectMax})");
        }

        tx.CaCertificates.Insert(ca);
        tx.Tags.SetAll(TaggedResource.CaCertificate(ca.Id), tags);
        return true;
    }
}

sealed record RegisterCACertificateRequest(
    string? CaCertificate,
    string? VerificationCertificate,
    CaRegistrationConfig? RegistrationConfig,
    IReadOnlyList<TagMember?>? Tags,
    string? CertificateMode);

sealed record RegisterCACertificateResponse(string CertificateArn, string CertificateId);
