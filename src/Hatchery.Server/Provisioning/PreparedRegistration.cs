using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning;

/// <summary>A registration of which nothing depends on the registry any more but whether it may happen.</summary>
public sealed class PreparedRegistration
{
    readonly RenderedTemplate template;
    readonly IReadOnlyDictionary<string, string> parameters;
    readonly IncomingCertificate? incoming;
    readonly AwsAccount account;
    readonly string newThingId;
    readonly DateTimeOffset now;

    internal PreparedRegistration(RenderedTemplate template, IReadOnlyDictionary<string, string> parameters, IncomingCertificate? incoming, AwsAccount account, string newThingId, DateTimeOffset now)
    {
        this.template = template;
        this.parameters = parameters;
        this.incoming = incoming;
        this.account = account;
        this.newThingId = newThingId;
        this.now = now;
    }

    /// <summary>
    /// Registers. Everything is checked before the first write, so that a refusal leaves the transaction as it was: a bulk task goes
    /// on in it with the next line.
    /// </summary>
    /// <exception cref="AwsError">ResourceRegistrationFailureException, or ResourceConflictsException where an override says FAIL.</exception>
    public RegisteredThing Apply(IRegistryTransaction registry)
    {
        var planned = RegistrationFailure.Map(() => Plan(registry));
        if (planned.IsNew)
        {
            registry.Certificates.Insert(planned.Certificate);
        }

        planned.Plan.Apply(registry, now);
        planned.Guards?.Registered(planned.Certificate.Id);
        return new RegisteredThing(planned.Certificate.Pem, Arns());
    }

    Planned Plan(IRegistryTransaction registry)
    {
        var existing = ExistingResources.Read(registry, template);

        // A presented certificate that is registered already is taken as it is: its file can be sent again.
        var isNew = incoming is not null && existing.Certificate is null;
        if (isNew)
        {
            existing = existing with { Certificate = incoming!.ToInsert(registry, now) };
        }

        var plan = ProvisioningPlanner.Plan(template, existing, newThingId, now);
        var guards = existing.Certificate is { Status: CertificateStatus.PendingActivation, ClaimId: { } claim }
            ? RegistrationGuards.OfOperator(registry, claim, parameters, now)
            : null;
        guards?.Admit(existing.Certificate!.Id, template.Thing?.Name, existing.Thing?.Name);
        return new Planned(plan, existing.Certificate!, isNew, guards);
    }

    /// <param name="Guards">Those of the claim that the certificate came through, when nobody has registered it yet.</param>
    sealed record Planned(ProvisioningPlan Plan, DeviceCertificate Certificate, bool IsNew, RegistrationGuards? Guards);

    Dictionary<string, string> Arns()
    {
        var arns = new Dictionary<string, string> { [template.Certificate!.LogicalName] = account.IotArn("cert", template.Certificate.Id.Value) };
        if (template.Thing is { } thing)
        {
            arns.Add(thing.LogicalName, account.IotArn("thing", thing.Name.Value));
        }

        foreach (var policy in template.Policies)
        {
            arns.Add(policy.LogicalName, account.IotArn("policy", policy.Name.Value));
        }

        return arns;
    }
}
