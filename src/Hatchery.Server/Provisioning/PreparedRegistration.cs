using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;

namespace Hatchery.Server.Provisioning;

/// <summary>A registration of which nothing depends on the registry any more but whether it may happen.</summary>
public sealed class PreparedRegistration
{
    readonly RenderedTemplate template;
    readonly IncomingCertificate? incoming;
    readonly AwsAccount account;
    readonly string newThingId;
    readonly DateTimeOffset now;

    internal PreparedRegistration(RenderedTemplate template, IncomingCertificate? incoming, AwsAccount account, string newThingId, DateTimeOffset now)
    {
        this.template = template;
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
        var (plan, certificate, isNew) = RegistrationFailure.Map(() => Plan(registry));
        if (isNew)
        {
            registry.Certificates.Insert(certificate);
        }

        plan.Apply(registry, now);
        return new RegisteredThing(certificate.Pem, Arns());
    }

    (ProvisioningPlan Plan, DeviceCertificate Certificate, bool IsNew) Plan(IRegistryTransaction registry)
    {
        var existing = ExistingResources.Read(registry, template);

        // A presented certificate that is registered already is taken as it is: its file can be sent again.
        var isNew = incoming is not null && existing.Certificate is null;
        if (isNew)
        {
            existing = existing with { Certificate = incoming!.ToInsert(registry, now) };
        }

        return (ProvisioningPlanner.Plan(template, existing, newThingId, now), existing.Certificate!, isNew);
    }

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
