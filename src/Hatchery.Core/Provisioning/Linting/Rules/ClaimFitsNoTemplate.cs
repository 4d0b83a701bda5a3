using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;

namespace Hatchery.Core.Provisioning.Linting.Rules;

/// <summary>A claim whose policies name no template that is there to be used.</summary>
static class ClaimFitsNoTemplate
{
    public static readonly LintRule<LintedClaim> Rule = new("claim-fits-no-template", ProblemSeverity.Error, Find);

    static IEnumerable<LintHit> Find(LintedClaim claim)
    {
        var open = claim.Templates.Where(template => claim.Asks($"{ProvisioningTopics.Templates}{template.Name}/provision")).ToList();
        if (open.Count == 0)
        {
            var names = string.Join(", ", claim.TemplatesNamed.Select(NearMiss.Quote));
            var hint = claim.TemplatesNamed.Select(name => NearMiss.Hint(name, claim.Templates.Select(template => template.Name.Value))).FirstOrDefault(text => text.Length > 0);
            return [new LintHit("policies", names.Length == 0 ? "The claim's policies allow no template." : $"The claim's policies name {names}, and no such template exists.{hint}", "Name the template in the policy as it is called: $aws/provisioning-templates/TEMPLATE/provision/*.")];
        }

        return open.Exists(template => template is { Enabled: true, Type: "FLEET_PROVISIONING" })
            ? []
            : [new LintHit("policies", $"The claim's template {open[0].Name} {(open[0].Enabled ? $"is of type {open[0].Type}, by which no claim provisions" : "is disabled")}.", $"aws iot update-provisioning-template --template-name {open[0].Name} --enabled", ProblemSeverity.Warning)];
    }
}
