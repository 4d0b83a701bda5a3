using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>The guards of one registration: those of its claim and those of its template. It has to pass them all.</summary>
sealed class RegistrationGuards
{
    readonly IRegistryTransaction registry;
    readonly RegisterThingRequest request;
    readonly DateTimeOffset now;
    readonly List<GuardFacts> guarded;

    RegistrationGuards(IRegistryTransaction registry, RegisterThingRequest request, DateTimeOffset now)
    {
        this.registry = registry;
        this.request = request;
        this.now = now;
        guarded = [.. Scopes.Select(registry.ClaimGuards.Find).OfType<GuardedRegistrations>().Select(Facts)];
    }

    IEnumerable<GuardScope> Scopes => [GuardScope.Claim(request.Asker.ClaimId), GuardScope.Template(request.TemplateName)];

    public static RegistrationGuards Read(IRegistryTransaction registry, RegisterThingRequest request, DateTimeOffset now) => new(registry, request, now);

    /// <summary>Whether the request passes so far.</summary>
    public bool Passes() => Decide(GuardStage.Request, guarded) is null;

    /// <exception cref="AwsError">AccessDenied: a guard that needs no more than the request refuses it.</exception>
    public void DemandRequest()
    {
        if (Decide(GuardStage.Request, guarded) is { } verdict)
        {
            throw GuardRefusal.Of(verdict);
        }
    }

    /// <summary>The last word, of all guards. Null lets the device register; a verdict that comes back says that it waits, and is written.</summary>
    /// <param name="existing">The thing that the template names, when it exists.</param>
    /// <exception cref="AwsError">AccessDenied.</exception>
    public GuardVerdict? Admit(CertificateId certificate, ThingName? thing, ThingName? existing)
    {
        if (guarded.Count == 0)
        {
            return null;
        }

        var held = guarded.Any(facts => facts.Counted.Guards.NeedsApproval)
            ? registry.HeldRequests.Find(request.Asker.ClaimId, request.Hash())
            : null;
        var verdicts = Decide(GuardStage.Register, guarded.Select(facts => facts with { ExistingThing = existing, Held = held?.Status }));
        if (verdicts is null)
        {
            return null;
        }

        if (!verdicts.IsHeld || (held is null && registry.HeldRequests.Count(request.Asker.ClaimId) >= Limits.HeldRequestsPerClaimMax))
        {
            throw GuardRefusal.Of(verdicts);
        }

        registry.HeldRequests.Hold(Request(certificate, thing, held));
        return verdicts;
    }

    /// <summary>What was counted or listed is used up by the certificate, and recorded with it.</summary>
    public void Registered(CertificateId certificate)
    {
        registry.Certificates.SetRegistered(certificate, request.Asker.ClaimId, request.TemplateName, now);
        registry.ClaimGuards.Count(Scopes.ToArray());
        foreach (var (guards, facts) in guarded.Select(facts => (facts.Counted.Guards, facts)))
        {
            if (guards.Rate is { } rate)
            {
                var (from, count) = RateGuard.After(rate, facts.Counted, now);
                registry.ClaimGuards.SetRate(facts.Counted.Scope, from, count);
            }

            if (guards.AllowList is not null)
            {
                registry.AllowLists.Use(facts.Counted.Scope, facts.Serial!, certificate, now);
            }
        }

        if (guarded.Any(facts => facts.Counted.Guards.NeedsApproval))
        {
            registry.HeldRequests.Delete(request.Asker.ClaimId, request.Hash());
        }
    }

    /// <summary>A refusal of one outweighs that another holds.</summary>
    static GuardVerdict? Decide(GuardStage stage, IEnumerable<GuardFacts> facts)
    {
        var verdicts = facts.Select(one => GuardTable.Decide(stage, one)).OfType<GuardVerdict>().ToList();
        return verdicts.Find(verdict => !verdict.IsHeld) ?? verdicts.FirstOrDefault();
    }

    GuardFacts Facts(GuardedRegistrations counted)
    {
        var serial = counted.Guards.AllowList is { } list ? request.Parameters.GetValueOrDefault(list.Parameter) : null;
        return new GuardFacts
        {
            Now = now,
            SourceIp = request.Asker.SourceIp,
            Counted = counted,
            Serial = serial,
            Listed = serial is null ? null : registry.AllowLists.Find(counted.Scope, serial),
        };
    }

    HeldRequest Request(CertificateId certificate, ThingName? thing, HeldRequest? before) => new()
    {
        ClaimId = request.Asker.ClaimId,
        TemplateName = request.TemplateName,
        RequestHash = request.Hash(),
        CertificateId = certificate,
        Serial = guarded.Select(facts => facts.Serial).FirstOrDefault(serial => serial is not null)
            ?? request.Parameters.GetValueOrDefault(AllowList.DefaultParameter),
        ThingName = thing?.Value,
        ClientId = request.Asker.ClientId,
        SourceIp = request.Asker.SourceIp,
        Parameters = request.Parameters,
        FirstAskedAt = before?.FirstAskedAt ?? now,
        LastAskedAt = now,
    };
}
