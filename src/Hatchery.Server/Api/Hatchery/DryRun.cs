using System.Text;
using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies.Explanation;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Certificates;
using Hatchery.Server.Api.Templates;
using Hatchery.Server.Provisioning;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>What a device would get for these parameters, and what it could do afterwards; nothing of it stays.</summary>
public static class DryRun
{
    /// <param name="CertificateId">One that exists, pending activation.</param>
    /// <param name="CertificateSigningRequest">PEM; a certificate is made for it, and forgotten.</param>
    public sealed record Request(string? TemplateName, JsonElement? Parameters, string? CertificateId, string? CertificateSigningRequest);

    /// <param name="Rejected">What the device would get instead; everything else is null then.</param>
    public sealed record Response(
        bool Accepted,
        Answer? Rejected,
        string TemplateName,
        int? VersionId,
        IReadOnlyList<string>? Plan,
        ThingChange? Thing,
        CertificateChange? Certificate,
        IReadOnlyList<PolicyShown>? Policies,
        Answer? Reply,
        Answer? CreateReply,
        AccessAfterwards? Afterwards,
        IReadOnlyList<string> Notes);

    /// <summary>A message of the server on the topic, as JSON and by its sizes in both formats.</summary>
    public sealed record Answer(string Topic, string Payload, int JsonBytes, int CborBytes);

    public sealed record ThingChange(string ThingName, ThingState? Before, ThingState After, IReadOnlyList<string> ThingGroups);

    public sealed record ThingState(string? ThingTypeName, IReadOnlyDictionary<string, string> Attributes);

    public sealed record CertificateChange(string? CertificateId, string Before, string After);

    public sealed record PolicyShown(string PolicyName, string? PolicyDocument);

    public sealed record AccessAfterwards(string ClientId, bool ClientIdMustBeThingName, IReadOnlyList<Check> Checks, IReadOnlyList<RightShown> Rights);

    public sealed record Check(string Action, string Resource, string Decision, string Reason);

    public sealed record RightShown(string Effect, string Action, string Resource, string? WhyNot);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(HatcheryJson.Default.DryRunRequest);
        new Validation()
            .Required("templateName", body.TemplateName).TemplateName("templateName", body.TemplateName)
            .Text("certificateId", body.CertificateId, CertificateLabel.Pattern, 64, 64)
            .ThrowIfAny();
        if (body.CertificateId is not null && body.CertificateSigningRequest is not null)
        {
            throw AwsError.InvalidRequest("Give a certificateId or a certificateSigningRequest, not both");
        }

        if (body.CertificateId is { } given)
        {
            var known = new CertificateId(given.ToLowerInvariant());
            await services.Registry.ReadAsync(tx => tx.Certificates.Find(known) ?? throw CertificateLabel.NotFound(known), ct);
        }

        var template = new TemplateName(body.TemplateName!);
        var topic = $"$aws/provisioning-templates/{template}/provision/json";
        Answer? create = null;
        try
        {
            // As on the wire: a device's parameters pass the same reader.
            var parameters = RegisterThingPayload.Parameters(PayloadFormat.Json.Read(Wrapped(body.Parameters)));
            var (certificate, facts) = Presented(body, services, ref create);
            var id = certificate?.Id ?? new CertificateId(body.CertificateId!.ToLowerInvariant());
            var now = services.Time.GetUtcNow();
            var result = await services.Registry.RehearseAsync(
                tx => Core.Provisioning.DryRun.Run(tx, template, parameters, id, certificate, facts ?? tx.Certificates.Find(id)?.ReadFacts(), services.Account, now), ct);
            return ApiResponse.Json(Accepted(result, topic, create, certificate), HatcheryJson.Default.DryRunResponse);
        }
        catch (AwsError refusal)
        {
            var where = refusal.Code == AwsErrorCode.InvalidCsr ? "$aws/certificates/create-from-csr/json" : topic;
            var rejected = Sized($"{where}/rejected", Rejection.Of(refusal).Members);
            return ApiResponse.Json(
                new Response(false, rejected, template.Value, null, null, null, null, null, null, create, null, []), HatcheryJson.Default.DryRunResponse);
        }
    }

    static ReadOnlyMemory<byte> Wrapped(JsonElement? parameters) =>
        Encoding.UTF8.GetBytes($$"""{"parameters":{{parameters?.GetRawText() ?? "{}"}}}""");

    /// <summary>The certificate to write for the time being; none for one that exists.</summary>
    static (DeviceCertificate? Certificate, CertificateFacts? Facts) Presented(Request body, ApiServices services, ref Answer? create)
    {
        if (body.CertificateId is not null)
        {
            return (null, null);
        }

        var now = services.Time.GetUtcNow();
        if (body.CertificateSigningRequest is not { } csr)
        {
            return (Pending(Core.Provisioning.DryRun.NoCertificate, pem: "", now, now, now), new CertificateFacts(Core.Provisioning.DryRun.NoCertificate, "0", new Dictionary<string, IReadOnlyList<string>>()));
        }

        var issued = services.Issuer.IssueFor(CertificateSigningRequest.Parse(csr));
        create = Sized("$aws/certificates/create-from-csr/json/accepted",
        [
            new("certificateOwnershipToken", new string('0', UnclaimedCertificate.TokenLength)),
            new("certificateId", issued.Id.Value),
            new("certificatePem", issued.Pem),
        ]);
        var certificate = Pending(issued.Id, issued.Pem, issued.NotBefore, issued.NotAfter, now);
        return (certificate, certificate.ReadFacts());
    }

    static DeviceCertificate Pending(CertificateId id, string pem, DateTimeOffset notBefore, DateTimeOffset notAfter, DateTimeOffset now) => new()
    {
        Id = id,
        Pem = pem,
        Status = CertificateStatus.PendingActivation,
        CreatedAt = now,
        ModifiedAt = now,
        NotBefore = notBefore,
        NotAfter = notAfter,
    };

    static Response Accepted(DryRunResult result, string topic, Answer? create, DeviceCertificate? certificate)
    {
        var plan = result.Plan.Steps.Select(step => step.ToString().Replace(Core.Provisioning.DryRun.NoCertificate.Value, "(the device's)", StringComparison.Ordinal));
        return new Response(
            Accepted: true,
            Rejected: null,
            result.Template.Name.Value,
            result.VersionId,
            [.. plan],
            ThingOf(result),
            new CertificateChange(certificate?.Id == Core.Provisioning.DryRun.NoCertificate ? null : certificate?.Id.Value, result.StatusBefore.ToWire(), result.StatusAfter.ToWire()),
            [.. result.Policies.Select(policy => new PolicyShown(policy.Name.Value, policy.Document))],
            Sized($"{topic}/accepted", RegisterThingPayload.Reply(result.Plan.Reply)),
            create,
            AfterwardsOf(result.Afterwards),
            [.. Notes(result)]);
    }

    static ThingChange? ThingOf(DryRunResult result) => result.ThingAfter is not { } thing ? null : new ThingChange(
        thing.Name.Value,
        result.ThingBefore is { } before ? new ThingState(before.TypeName?.Value, before.Attributes) : null,
        new ThingState(thing.TypeName?.Value, thing.Attributes),
        [.. result.Groups.Select(group => group.Value)]);

    static AccessAfterwards AfterwardsOf(Afterwards afterwards) => new(
        afterwards.ClientId,
        afterwards.MustConnectAsThing,
        [.. afterwards.Checks.Select(check => new Check(check.Action, check.Resource, AuthorizationOutcomeText.Of(check.Decision).ToWire(), check.Decision.Explain()))],
        [.. afterwards.Rights.Select(right => new RightShown(right.IsAllow ? "Allow" : "Deny", right.Action, right.Resource, right.WhyNot))]);

    static IEnumerable<string> Notes(DryRunResult result)
    {
        if (result.Template.Hook is { } hook)
        {
            yield return $"The pre-provisioning hook {hook.TargetArn} was not asked; it may refuse the device, or change its parameters.";
        }

        if (result.ThingAfter is null)
        {
            yield return "The answer has no thingName, and most clients stop there: the template makes no thing.";
        }

        if (result.StatusAfter != CertificateStatus.Active)
        {
            yield return $"The certificate ends {result.StatusAfter.ToWire()}: the device cannot connect with it.";
        }

        if (result.Policies.Count == 0)
        {
            yield return "The template attaches no policy: the device may do only what policies of its thing groups allow.";
        }

        if (!result.Afterwards.Checks[0].Decision.IsAllowed)
        {
            yield return $"The device cannot connect as {result.Afterwards.ClientId}: {result.Afterwards.Checks[0].Decision.Explain()}.";
        }
        else if (result.Afterwards.MustConnectAsThing)
        {
            yield return $"The device must connect under the client id {result.Afterwards.ClientId}, its thing's name; another one is refused.";
        }
    }

    static Answer Sized(string topic, IReadOnlyList<ReplyMember> members)
    {
        var json = PayloadFormat.Json.Write(members);
        return new Answer(topic, Encoding.UTF8.GetString(json), json.Length, PayloadFormat.Cbor.Write(members).Length);
    }
}
