using Hatchery.Core;
using Hatchery.Server.Tests.Api.Templates;

namespace Hatchery.Server.Tests.Api.Hatchery.Templates;

public sealed class TemplateSettingsTests : IAsyncDisposable
{
    const string Settings = "/hatchery/v1/provisioning-templates/fleet/settings";

    readonly RegistryApi api = RegistryApi.Open();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_new_template_has_AWSs()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));

        var settings = await api.Send($"GET {Settings}");

        Assert.Equal("arn:aws:iot:us-east-1:123456789012:provisioningtemplate/fleet", settings.GetProperty("templateArn").GetString());
        Assert.Equal(("fleet", "RSA_2048"), (settings.GetProperty("templateName").GetString(), settings.GetProperty("keyType").GetString()));
        Assert.False(settings.TryGetProperty("certificateValidityDays", out _));
        Assert.Equal(new DateTimeOffset(2049, 12, 31, 23, 59, 59, TimeSpan.Zero).ToUnixTimeSeconds(), settings.GetProperty("certificateNotAfter").GetDecimal());
    }

    [Fact]
    public async Task What_is_put_replaces_all_and_survives_an_update_by_AWSs_API()
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));

        var put = await api.Send($"PUT {Settings}", """{"keyType":"EC_P384","certificateValidityDays":30}""");
        Assert.Equal(api.Time.GetUtcNow().AddDays(30).ToUnixTimeSeconds(), put.GetProperty("certificateNotAfter").GetDecimal());
        await api.Send("PATCH /provisioning-templates/fleet", """{"description":"another"}""");
        var kept = await api.Send($"GET {Settings}");
        Assert.Equal(("EC_P384", 30), (kept.GetProperty("keyType").GetString(), kept.GetProperty("certificateValidityDays").GetInt32()));

        await api.Send($"PUT {Settings}", """{"keyType":"EC_P256"}""");
        kept = await api.Send($"GET {Settings}");
        Assert.Equal("EC_P256", kept.GetProperty("keyType").GetString());
        Assert.False(kept.TryGetProperty("certificateValidityDays", out _));

        await api.Send($"PUT {Settings}", "{}");
        Assert.Equal("RSA_2048", (await api.Send($"GET {Settings}")).GetProperty("keyType").GetString());
    }

    [Theory]
    [InlineData("""{"keyType":"P-256"}""", "Value 'P-256' at 'keyType' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, EC_P256, EC_P384]")]
    [InlineData("""{"certificateValidityDays":0}""", "at 'certificateValidityDays' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("""{"certificateValidityDays":8765}""", "at 'certificateValidityDays' failed to satisfy constraint: Member must have value less than or equal to 8764")]
    [InlineData("""{"certificateValidityDays":"1"}""", "unexpected value at $.certificateValidityDays")]
    public async Task A_value_that_no_certificate_could_have_is_refused(string body, string message)
    {
        await api.Send("POST /provisioning-templates", TemplateBodies.Create("fleet"));

        var refusal = await api.Refuse($"PUT {Settings}", body);

        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task A_template_that_is_not_there_is_not_found(string method) =>
        Assert.Equal(AwsErrorCode.ResourceNotFound, (await api.Refuse($"{method} {Settings}", "{}")).Code);
}
