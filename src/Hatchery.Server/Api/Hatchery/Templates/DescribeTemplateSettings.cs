using Hatchery.Server.Api.Templates;

namespace Hatchery.Server.Api.Hatchery.Templates;

/// <summary>The key type and the validity of the certificates made for a template's devices.</summary>
public static class DescribeTemplateSettings
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var name = TemplateRules.Name(request);
        return TemplateSettingsMember.Answer(await services.Registry.ReadAsync(tx => tx.Templates.Existing(name), ct), services);
    }
}
