using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Tests.Provisioning;

public sealed class SessionTemplateTests
{
    static readonly TemplateSettings Ec = new(DeviceKeyType.EcP256, CertificateValidityDays: null);
    static readonly TemplateSettings Year = new(DeviceKeyType.Rsa2048, 365);

    [Theory]
    [InlineData("", null, null)]
    [InlineData("plain", null, null)]
    [InlineData("ec", "ec", null)]
    [InlineData("ec ec2", "ec", null)]
    [InlineData("ec plain", "ec", "plain")]
    [InlineData("ec year", "ec", "year")]
    [InlineData("plain other", null, null)]
    public void Templates_in_reach_that_agree_decide_and_others_leave_the_default(string inReach, string? template, string? rival)
    {
        ProvisioningTemplate[] all = [Template("ec", Ec), Template("ec2", Ec), Template("other", TemplateSettings.Default), Template("plain", TemplateSettings.Default), Template("year", Year)];

        var chosen = SessionTemplate.SettingsOf(all, t => inReach.Split(' ').Contains(t.Name.Value));

        Assert.Equal((template, rival), (chosen.Template?.Value, chosen.Rival?.Value));
        Assert.Equal(template is null || rival is not null ? TemplateSettings.Default : Ec, chosen.Settings);
    }

    [Fact]
    public void Where_no_template_is_special_no_policy_is_asked() =>
        Assert.Equal(SessionSettings.Default, SessionTemplate.SettingsOf([Template("plain", TemplateSettings.Default)], _ => throw new InvalidOperationException("asked")));

    [Fact]
    public void Only_enabled_fleet_templates_can_be_meant()
    {
        Assert.True(SessionTemplate.IsUsable(Template("t", Ec)));
        Assert.False(SessionTemplate.IsUsable(Template("t", Ec) with { Enabled = false }));
        Assert.False(SessionTemplate.IsUsable(Template("t", Ec) with { Type = "JITP" }));
    }

    static ProvisioningTemplate Template(string name, TemplateSettings settings) =>
        new(new TemplateName(name), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, default, default) { Settings = settings };
}
