using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.CaCertificates;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(GetRegistrationCodeResponse))]
[JsonSerializable(typeof(RegisterCACertificateRequest))]
[JsonSerializable(typeof(RegisterCACertificateResponse))]
[JsonSerializable(typeof(DescribeCACertificateResponse))]
[JsonSerializable(typeof(UpdateCACertificateRequest))]
[JsonSerializable(typeof(ListCACertificatesResponse))]
[JsonSerializable(typeof(ListCertificatesByCAResponse))]
[JsonSerializable(typeof(RegisterCertificateRequest))]
[JsonSerializable(typeof(RegisterCertificateResponse))]
sealed partial class CaCertificatesJson : JsonSerializerContext;
