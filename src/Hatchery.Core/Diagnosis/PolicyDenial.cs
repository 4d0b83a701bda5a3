using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Diagnosis;

/// <summary>Names the cause of a policy's refusal from the statement that came nearest.</summary>
public static class PolicyDenial
{
    const string Create = "$aws/certificates/create/";
    const string CreateFromCsr = "$aws/certificates/create-from-csr/";
    const string Templates = "$aws/provisioning-templates/";

    /// <param name="decision">One that doesn't allow.</param>
    public static Failure Of(Decision decision, string action, string resource) => decision switch
    {
        Decision.Denied denied => Make(PolicyCauses.DeniedExplicitly, action, resource, denied.By) with
        {
            Evidence = new Evidence { Action = action, Resource = resource, DeniedBy = denied.By.ToString() },
        },
        Decision.NoMatch { Nearest: { } nearest } => Make(CauseOf(nearest, action, resource), action, resource, nearest.Statement) with
        {
            Evidence = new Evidence { Action = action, Resource = resource, Nearest = nearest.Statement.ToString(), WhyNot = nearest.WhyNot },
        },
        _ => new Failure(PolicyCauses.NoPolicy, new Evidence { Action = action, Resource = resource, Detail = decision.Explain() }, PolicyCauses.NoPolicy.Fix),
    };

    /// <summary>The same of a will, which is judged when the device connects: that nothing allows it has a cause of its own.</summary>
    public static Failure OfWill(Decision decision, string action, string resource)
    {
        var failure = Of(decision, action, resource);
        return failure.Cause == PolicyCauses.PublishDenied || failure.Cause == PolicyCauses.RetainDenied
            ? failure with { Cause = PolicyCauses.WillDenied, Fix = PolicyCauses.WillDenied.Fix with { What = $"Allow {action} on {resource}, the will's topic." } }
            : failure;
    }

    /// <summary>A fix is at the statement where it is the statement that is wrong; else where the cause says.</summary>
    static Failure Make(Cause cause, string action, string resource, StatementReference statement)
    {
        var isOfStatement = cause.Fix.Where.EndsWith("statement", StringComparison.Ordinal);
        return new Failure(cause, Evidence.None, isOfStatement ? cause.Fix with { Where = statement.ToString() } : Exact(cause, action, resource));
    }

    /// <summary>The very line that is missing, where the general advice leaves it open.</summary>
    static Fix Exact(Cause cause, string action, string resource) =>
        cause == CredentialsCauses.Denied || cause == PolicyCauses.ConnectDenied || cause == PolicyCauses.SubscribeDenied || cause == PolicyCauses.PublishDenied || cause == PolicyCauses.ReceiveDenied
            ? cause.Fix with { What = $"Allow {action} on {resource}." }
            : cause.Fix;

    static Cause CauseOf(NearestStatement nearest, string action, string resource) => nearest.Kind switch
    {
        MissKind.ResourceType => WrongType(action),
        MissKind.Account => PolicyCauses.PolicyOfAnotherAccount,
        MissKind.ThingVariable => PolicyCauses.ThingVariableUnresolved,
        MissKind.Condition => PolicyCauses.ConditionNotMet,
        MissKind.Resource when action == "iot:Connect" => PolicyCauses.ConnectDeniedClientId,
        MissKind.Resource when nearest.Resource is { } pattern => OfProvisioning(pattern, resource) ?? WithWildcard(pattern) ?? General(action),
        _ => General(action),
    };

    static Cause General(string action) => action switch
    {
        "iot:Connect" => PolicyCauses.ConnectDenied,
        "iot:Subscribe" => PolicyCauses.SubscribeDenied,
        "iot:Receive" => PolicyCauses.ReceiveDenied,
        "iot:AssumeRoleWithCertificate" => CredentialsCauses.Denied,
        "iot:RetainPublish" => PolicyCauses.RetainDenied,
        _ => PolicyCauses.PublishDenied,
    };

    static Cause WrongType(string action) => action switch
    {
        "iot:Subscribe" => PolicyCauses.SubscribeDeniedTopicNotTopicfilter,
        "iot:Receive" => PolicyCauses.ReceiveDeniedTopicfilterNotTopic,
        "iot:Publish" => PolicyCauses.PublishDeniedTopicfilterNotTopic,
        _ => General(action),
    };

    static Cause? OfProvisioning(string pattern, string resource)
    {
        if (Has(pattern, Create) && Has(resource, CreateFromCsr))
        {
            return PolicyCauses.ClaimPolicyLacksCsr;
        }

        if (Has(pattern, CreateFromCsr) && Has(resource, Create))
        {
            return PolicyCauses.ClaimPolicyLacksCreate;
        }

        return Has(pattern, Templates) && Has(resource, Templates) && TemplateOf(pattern) != TemplateOf(resource) ? PolicyCauses.ClaimPolicyOtherTemplate : null;
    }

    /// <summary>MQTT's wildcards are plain characters in a policy.</summary>
    static Cause? WithWildcard(string pattern) =>
        pattern.EndsWith("/#", StringComparison.Ordinal) || Has(pattern, "/+/") ? PolicyCauses.PolicyMqttWildcard : null;

    static string TemplateOf(string text)
    {
        var name = text[(text.IndexOf(Templates, StringComparison.Ordinal) + Templates.Length)..];
        return name.IndexOf('/', StringComparison.Ordinal) is var end and >= 0 ? name[..end] : name;
    }

    static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
