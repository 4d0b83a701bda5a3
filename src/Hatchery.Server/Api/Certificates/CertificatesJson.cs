using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Certificates;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateKeysAndCertificateResponse))]
[JsonSerializable(typeof(CreateCertificateFromCsrRequest))]
[JsonSerializable(typeof(CreateCertificateFromCsrResponse))]
[JsonSerializable(typeof(DescribeCertificateResponse))]
[JsonSerializable(typeof(ListCertificatesResponse))]
[JsonSerializable(typeof(RegisterCertificateWithoutCARequest))]
[JsonSerializable(typeof(RegisterCertificateWithoutCAResponse))]
sealed partial class CertificatesJson : JsonSerializerContext;
