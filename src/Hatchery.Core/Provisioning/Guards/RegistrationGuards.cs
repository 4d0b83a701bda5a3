using Hatchery.Core.Certificates;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Provisioning.Guards;

/// <summary>The guards that one registration has to pass, all of them.</summary>
public sealed class RegistrationGuards
{
    readonly IRegistryTransaction registry;
    readonly GuardScope[] scopes;
    readonly RegisterThingRequest? request;
    readonly IReadOnlyDictionary<string, string> parameters;
    readonly DateTimeOffset now;
    readonly List<GuardFacts> guarded;

    /// <param name="request">Null for an operator's call, which is no device's.</param>
    RegistrationGuards(IRegistryTransaction registry, GuardScope[] scopes, RegisterThingRequest? request, IReadOnlyDictionary<string, string> parameters, DateTimeOffset now)
    {
        (this.registry, this.scopes, this.request, this.parameters, this.now) = (registry, scopes, request, parameters, now);
        guarded = [.. scopes.Select(registry.ClaimGuards.Find).OfType<GuardedRegistrations>().Select(Facts)];
    }

    /// <summary>Of a device's RegisterThing: those of its claim and those of its template.</summary>
    public static RegistrationGuards Read(IRegistryTransaction registry, RegisterThingRequest request, DateTimeOffset now) =>
        new(registry, [GuardScope.Claim(request.Asker.ClaimId), GuardScope.Template(request.TemplateName)], request, request.Parameters, now);

    /// <summary>Of just-in-time provisioning: those of its template. What vouches for the device is its CA.</summary>
    public static RegistrationGuards OfJustInTime(IRegistryTransaction registry, RegisterThingRequest request, DateTimeOffset now) =>
        new(registry, [GuardScope.Template(request.TemplateName)], request, request.Parameters, now);

    /// <summary>
    /// Of an operator's registration of a certificate that came through a claim: what the claim's guards count and list holds for
    /// whoever registers; where the device is, and whether an operator approves, is no question to an operator.
    /// </summary>
    public static RegistrationGuards OfOperator(IRegistryTransaction registry, CertificateId claim, IReadOnlyDictionary<string, string> parameters, DateTimeOffset now) =>
        new(registry, [GuardScope.Claim(claim)], request: null, parameters, now);

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

        var held = Approval is { } asked ? registry.HeldRequests.Find(asked.Asker.ClaimId, asked.Hash()) : null;
        if (Decide(GuardStage.Register, guarded.Select(facts => facts with { ExistingThing = existing, Held = held?.Status })) is not { } verdict)
        {
            return null;
        }

        if (!verdict.IsHeld || (held is null && registry.HeldRequests.Count(request!.Asker.ClaimId) >= Limits.HeldRequestsPerClaimMax))
        {
            throw request is null ? GuardRefusal.OfOperator(verdict) : GuardRefusal.Of(verdict);
        }

        registry.HeldRequests.Hold(ToHold(request!, certificate, thing, held));
        return verdict;
    }

    /// <summary>What is counted or listed is used up by the certificate.</summary>
    public void Registered(CertificateId certificate)
    {
        registry.ClaimGuards.Count(scopes);
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

        if (Approval is { } approved)
        {
            registry.HeldRequests.Delete(approved.Asker.ClaimId, approved.Hash());
        }
    }

    /// <summary>The request, when it needs an operator's approval.</summary>
    RegisterThingRequest? Approval => guarded.Any(facts => facts.Counted.Guards.NeedsApproval) ? request : null;

    /// <summary>A refusal of one outweighs that another holds.</summary>
    static GuardVerdict? Decide(GuardStage stage, IEnumerable<GuardFacts> facts)
    {
        var verdicts = facts.Select(one => GuardTable.Decide(stage, one)).OfType<GuardVerdict>().ToList();
        return verdicts.Find(verdict => !verdict.IsHeld) ?? verdicts.FirstOrDefault();
    }

    GuardFacts Facts(GuardedRegistrations counted)
    {
        var guards = request is null ? counted.Guards.ForOperators() : counted.Guards;
        var serial = guards.AllowList is { } list ? SerialIn(list) : null;
        return new GuardFacts
        {
            Now = now,
            SourceIp = request?.Asker.SourceIp ?? "",
            Counted = counted with { Guards = guards },
            Serial = serial,
            Listed = serial is null ? null : registry.AllowLists.Find(counted.Scope, serial),
        };
    }

    // What AWS takes from a certificate's subject has long names; a device can't send those itself.
    string? SerialIn(AllowList list) =>
        parameters.GetValueOrDefault(list.Parameter) ?? parameters.GetValueOrDefault(TemplateScope.CertificatePrefix + list.Parameter);

    HeldRequest ToHold(RegisterThingRequest asked, CertificateId certificate, ThingName? thing, HeldRequest? before) => new()
    {
        ClaimId = asked.Asker.ClaimId,
        TemplateName = asked.TemplateName,
        RequestHash = asked.Hash(),
        CertificateId = certificate,
        Serial = guarded.Select(facts => facts.Serial).FirstOrDefault(serial => serial is not null)
            ?? SerialIn(new AllowList(AllowList.DefaultParameter, Reusable: false)),
        ThingName = thing?.Value,
        ClientId = asked.Asker.ClientId,
        SourceIp = asked.Asker.SourceIp,
        Parameters = asked.Parameters,
        FirstAskedAt = before?.FirstAskedAt ?? now,
        LastAskedAt = now,
    };
}
