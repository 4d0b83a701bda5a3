using System.Text.Json.Nodes;
using Hatchery.Cli.Seed;
using Hatchery.Server;

namespace Hatchery.Cli.Tests;

public sealed class SeedDocumentsTests
{
    static readonly ServerInfo Server = new("http://x", "http://x", "localhost", 1, 2, "r", "c", "eu-west-1", "123456789012", "v", 1);

    [Fact]
    public void The_policies_are_the_operators_with_every_placeholder_filled()
    {
        var claim = SeedDocuments.ClaimPolicy(Server);
        var fleet = SeedDocuments.FleetPolicy(Server);

        Assert.DoesNotContain("<", claim + fleet);
        Assert.Equal(4, JsonNode.Parse(fleet)!["Statement"]!.AsArray().Count(s => s!["Resource"]!.ToString() is "arn:aws:iot:eu-west-1:123456789012:*"));
        Assert.Contains("arn:aws:iot:eu-west-1:123456789012:topicfilter/$aws/provisioning-templates/esp32_fleet_prov_template/provision/*", claim);
    }

    [Fact]
    public void The_template_is_the_wizards()
    {
        var resources = JsonNode.Parse(SeedDocuments.TemplateBody)!["Resources"]!;

        Assert.Equal("""{"Fn::Join":["",["esp32dkc_",{"Ref":"SerialNumber"}]]}""", resources["thing"]!["Properties"]!["ThingName"]!.ToJsonString());
        Assert.Equal("""["esp32dkc_group"]""", resources["thing"]!["Properties"]!["ThingGroups"]!.ToJsonString());
        Assert.Equal("""{"PolicyName":"esp32_fleet_policy"}""", resources["policy"]!["Properties"]!.ToJsonString());
        Assert.Equal("""{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"Active"}""", resources["certificate"]!["Properties"]!.ToJsonString());
    }
}
