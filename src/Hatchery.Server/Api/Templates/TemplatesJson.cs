using System.Text.Json.Serialization;

namespace Hatchery.Server.Api.Templates;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(CreateProvisioningTemplate.Request), TypeInfoPropertyName = "CreateProvisioningTemplateRequest")]
[JsonSerializable(typeof(CreateProvisioningTemplate.Response), TypeInfoPropertyName = "CreateProvisioningTemplateResponse")]
[JsonSerializable(typeof(DescribeProvisioningTemplate.Response), TypeInfoPropertyName = "DescribeProvisioningTemplateResponse")]
[JsonSerializable(typeof(UpdateProvisioningTemplate.Request), TypeInfoPropertyName = "UpdateProvisioningTemplateRequest")]
[JsonSerializable(typeof(ListProvisioningTemplates.Response), TypeInfoPropertyName = "ListProvisioningTemplatesResponse")]
[JsonSerializable(typeof(CreateProvisioningTemplateVersion.Request), TypeInfoPropertyName = "CreateProvisioningTemplateVersionRequest")]
[JsonSerializable(typeof(CreateProvisioningTemplateVersion.Response), TypeInfoPropertyName = "CreateProvisioningTemplateVersionResponse")]
[JsonSerializable(typeof(DescribeProvisioningTemplateVersion.Response), TypeInfoPropertyName = "DescribeProvisioningTemplateVersionResponse")]
[JsonSerializable(typeof(ListProvisioningTemplateVersions.Response), TypeInfoPropertyName = "ListProvisioningTemplateVersionsResponse")]
sealed partial class TemplatesJson : JsonSerializerContext;
