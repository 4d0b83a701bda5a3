using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Devices;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AssumeRoleWithCertificate.Response), TypeInfoPropertyName = "AssumeRoleWithCertificateResponse")]
sealed partial class DevicesJson : JsonSerializerContext;
