using CsCheck;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;
using Hatchery.Core.Templates.Warnings;
using Hatchery.Core.Tests.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning;

/// <summary>What holds of every template text and every map of parameters: random ones, and those of the cases with something broken in them.</summary>
public sealed class PlanPropertiesTests
{
    static readonly string[] Bodies = [.. TemplateCase.AllBodies().Distinct()];

    static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf("{", "}", "[", "]", "\"", ",", ":", "null", "1", "\\ud800", "{\"Ref\":\"A\"}", "\"Fn::Sub\"", "${A}", "\"FAIL\"", "AWS::IoT::Thing"), Gen.String);

    /// <summary>A body of a case of which a part is cut out and another put in.</summary>
    static readonly Gen<string> Broken = Gen.Select(Gen.OneOf(Bodies), Gen.Int[0, 10_240], Gen.Int[0, 12], Piece, (body, at, length, piece) =>
    {
        var start = body.Length == 0 ? 0 : at % body.Length;
        return body[..start] + piece + body[Math.Min(body.Length, start + length)..];
    });

    static readonly Gen<string> Any = Gen.OneOf(Gen.OneOf(Bodies), Broken, RandomTemplate.Body, RandomTemplate.Likely);

    static readonly Gen<Dictionary<string, string>> Parameters = Gen.Select(
        Gen.OneOf(Gen.OneOf("A", "B", "SerialNumber", "ThingName", "Location", "AWS::IoT::Certificate::Id", ""), Gen.String),
        Gen.OneOf(Gen.OneOf("a", "t", "1", "x,y", "", "${A}", "\"", "north"), Gen.String)).Array[0, 4].Select(
            pairs => pairs.DistinctBy(pair => pair.Item1).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    [Fact]
    public void A_template_gives_a_plan_or_a_refusal_and_the_same_one_again()
    {
        var (plans, refusals) = (0, 0);
        Gen.Select(Any, Parameters, Gen.Bool).Sample((body, parameters, exists) =>
        {
            var first = Outcome(body, parameters, exists);

            Assert.Equal(first, Outcome(body, parameters, exists));
            Interlocked.Increment(ref first.StartsWith("refused", StringComparison.Ordinal) ? ref refusals : ref plans);
        }, iter: 2_500);

        Assert.True(plans > 100 && refusals > 100, $"The generators are of no use: {plans} plans, {refusals} refusals.");
    }

    [Fact]
    public void A_registration_that_is_refused_writes_nothing_and_one_that_is_not_activates_its_certificate() =>
        Gen.Select(Any, Parameters, Gen.Bool).Sample((body, parameters, exists) =>
        {
            var fleet = FleetOf(body, exists);
            var before = fleet.Registry.Dump();
            try
            {
                fleet.Register(parameters);
            }
            catch (AwsError)
            {
                Assert.Equal(before, fleet.Registry.Dump());
                return;
            }

            Assert.NotEqual(CertificateStatus.PendingActivation, fleet.Registry.Certificates.Find(fleet.Certificate)!.Status);
        }, iter: 1_500);

    [Fact]
    public void Whatever_parses_has_warnings_each_with_id_place_and_fix() => Any.Sample(body =>
    {
        var (document, problems) = TemplateDocument.Parse(body);
        if (document is null)
        {
            return;
        }

        var template = new ProvisioningTemplate(new TemplateName("t"), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, default, default);
        var warnings = TemplateWarnings.Of(template, document, problems, new TemplateSurroundings { Account = new("us-east-1", "000000000000") });

        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.True(warning is { Rule: not ("" or "malformed"), Path.Length: > 0, Help.Length: > 0 }, warning.ToString()));
    }, iter: 1_500);

    static string Outcome(string body, Dictionary<string, string> parameters, bool exists)
    {
        var fleet = FleetOf(body, exists);
        try
        {
            var rendered = TemplateDocument.ParseOrThrow(body).Render(parameters, fleet.Certificate);
            var plan = ProvisioningPlanner.Plan(rendered, ExistingResources.Read(fleet.Registry, rendered), "an-id", Fleet.Start);
            return $"{plan}\n{plan.Reply.ThingName}\n{string.Join(',', plan.Reply.DeviceConfiguration)}";
        }
        catch (AwsError refusal)
        {
            return $"refused: {refusal.Code.Name}: {refusal.Message}";
        }
    }

    /// <summary>With much of what the cases' templates name.</summary>
    static Fleet FleetOf(string body, bool thingExists)
    {
        var fleet = new Fleet(body);
        fleet.AddDevice();
        foreach (var name in new[] { "a", "g", "g1", "g2", "WA", "widgets", "v1-lightbulbs" })
        {
            fleet.AddGroup(name);
        }

        fleet.AddType("l");
        fleet.AddType("new");
        fleet.AddPolicy("p");
        if (thingExists)
        {
            fleet.Registry.Things.Insert(new Thing(new ThingName("t"), "id", null, new Dictionary<string, string> { ["a"] = "1" }, 1, Fleet.Start));
        }

        return fleet;
    }
}
