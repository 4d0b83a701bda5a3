using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;
using Hatchery.Core.Tests.Provisioning;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Templates;

/// <summary>Runs <c>tests/Cases/templates</c>. A case needs no C#.</summary>
public sealed class TemplateCaseTests
{
    [Theory]
    [MemberData(nameof(TemplateCase.AllNames), MemberType = typeof(TemplateCase))]
    public void Case(string file, string name)
    {
        var test = TemplateCase.Find(file, name);
        var (document, problems) = TemplateDocument.Parse(test.Body, test.Kind);
        AssertProblems(test.Errors ?? [], problems, ProblemSeverity.Error);
        if (test.Warnings is not null)
        {
            AssertProblems(test.Warnings, problems, ProblemSeverity.Warning);
        }

        if (document is null)
        {
            Assert.NotNull(test.Errors);
            return;
        }

        var fleet = FleetOf(test);
        if (test.Rejected is not null)
        {
            var error = fleet.Rejects(() => Register(test, document, fleet));
            Assert.Equal(Fill(test.Rejected, fleet), $"{error.Code.Name}: {error.Message}");
            return;
        }

        if (test.Plan is null)
        {
            return;
        }

        var rendered = Render(test, document, fleet);
        Assert.Equal(test.NewCertificate, rendered.Certificate?.New?.ToString());
        Assert.Equal(test.Plan.Select(step => Fill(step, fleet)), Plan(rendered, fleet).Steps.Select(step => step.ToString()));

        var reply = Register(test, document, fleet);
        Assert.Equal(test.ThingName is null ? null : Fill(test.ThingName, fleet), reply.ThingName);
        Assert.Equal(test.DeviceConfiguration.ToDictionary(entry => entry.Key, entry => Fill(entry.Value, fleet)), reply.DeviceConfiguration);
    }

    /// <summary>As a device of a fleet does it, whole; as far as the core goes for the other kinds.</summary>
    static RegisterThingReply Register(TemplateCase test, TemplateDocument document, Fleet fleet) => test.Kind == TemplateKind.FleetProvisioning
        ? fleet.Register(test.Parameters)
        : Plan(Render(test, document, fleet), fleet).Reply;

    static ProvisioningPlan Plan(RenderedTemplate rendered, Fleet fleet) =>
        ProvisioningPlanner.Plan(rendered, ExistingResources.Read(fleet.Registry, rendered), "an-id", Fleet.Start);

    static RenderedTemplate Render(TemplateCase test, TemplateDocument document, Fleet fleet)
    {
        var parameters = test.Parameters.ToDictionary(parameter => parameter.Key, parameter => Fill(parameter.Value, fleet));
        var rendered = test.Kind switch
        {
            TemplateKind.Jitp => document.RenderJustInTime(FactsOf(test, fleet)),
            TemplateKind.Registration => document.RenderRegistration(parameters),
            _ => document.Render(parameters, fleet.Certificate),
        };

        // The server signs or reads a new certificate; here it is the device's.
        return rendered is { Certificate: { New: not null } certificate } ? rendered with { Certificate = certificate with { Id = fleet.Certificate } } : rendered;
    }

    static CertificateFacts FactsOf(TemplateCase test, Fleet fleet) =>
        new(fleet.Certificate, "1", test.Subject.ToDictionary(field => $"Subject.{field.Key}", IReadOnlyList<string> (field) => [field.Value]));

    static Fleet FleetOf(TemplateCase test)
    {
        var fleet = new Fleet(test.Body);
        var certificate = fleet.AddDevice();
        test.Registry.Groups.ForEach(group => fleet.AddGroup(group));
        foreach (var (group, parent) in test.Registry.ChildGroups)
        {
            fleet.AddGroup(group, parent);
        }

        test.Registry.BillingGroups.ForEach(fleet.AddBillingGroup);
        test.Registry.Types.ForEach(type => fleet.AddType(type));
        test.Registry.DeprecatedTypes.ForEach(type => fleet.AddType(type, deprecated: true));
        test.Registry.Policies.ForEach(fleet.AddPolicy);
        test.Registry.CertificatePolicies.ForEach(policy => fleet.Registry.Policies.Attach(new PolicyName(policy), PolicyTarget.Certificate(certificate)));
        foreach (var thing in test.Registry.Things)
        {
            var type = thing.Type is null ? default(ThingTypeName?) : new ThingTypeName(thing.Type);
            fleet.Registry.Things.Insert(new Thing(new ThingName(thing.Name), thing.Name, type, thing.Attributes, 1, Fleet.Start));
            thing.Groups.ForEach(group => fleet.Registry.ThingGroups.AddThing(new ThingGroupName(group), new ThingName(thing.Name)));
        }

        return fleet;
    }

    static string Fill(string text, Fleet fleet) => text.Replace("{certificate}", fleet.Certificate.Value, StringComparison.Ordinal);

    static void AssertProblems(List<string> expected, IReadOnlyList<Problem> problems, ProblemSeverity severity)
    {
        var actual = problems.Where(problem => problem.Severity == severity).Select(problem => problem.ToString()).ToList();
        Assert.True(
            expected.Count == actual.Count && expected.Zip(actual).All(pair => pair.Second.StartsWith(pair.First, StringComparison.Ordinal)),
            $"Expected {severity}s:\n{string.Join('\n', expected)}\nbut got:\n{string.Join('\n', actual)}");
    }
}
