using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Hooks;
using Hatchery.Core.Templates;
using Hatchery.Core.Tests.Registry;
using Hatchery.Core.Things;

namespace Hatchery.Core.Tests.Provisioning;

/// <summary>A registry with one template, and devices that come to register by it.</summary>
sealed class Fleet
{
    public const string TemplateName = "fleet";

    public static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The connection that its devices ask over.</summary>
    public static readonly Asker Asker = new(new CertificateId(new string('c', 64)), "client", "192.0.2.7");

    readonly List<CertificateId> devices = [];

    public Fleet(string templateBody, PreProvisioningHook? hook = null, bool enabled = true, string type = "FLEET_PROVISIONING") => Registry.Templates.Insert(
        new ProvisioningTemplate(new TemplateName(TemplateName), null, enabled, "arn:aws:iam::000000000000:role/provisioning", hook, type, 1, Start, Start), templateBody);

    public InMemoryRegistry Registry { get; } = new();

    /// <summary>The certificate of the first device, whose token is <c>token-1</c>.</summary>
    public CertificateId Certificate => devices[0];

    /// <summary>A device that has made its certificate: its token is <c>token-1</c>, the next one's <c>token-2</c>.</summary>
    public CertificateId AddDevice(CertificateStatus status = CertificateStatus.PendingActivation)
    {
        var id = CertificateId.Of([(byte)devices.Count]);
        devices.Add(id);
        Registry.Certificates.Insert(new DeviceCertificate { Id = id, Pem = "", Status = status, CreatedAt = Start, ModifiedAt = Start, NotBefore = Start, NotAfter = Start });
        Registry.OwnershipTokens.Insert(new OwnershipToken(OwnershipToken.HashOf($"token-{devices.Count}"), id, Start.AddHours(1)));
        return id;
    }

    public void AddGroup(string name, string? parent = null) => Registry.ThingGroups.Insert(new ThingGroup(
        new ThingGroupName(name), name, parent is null ? null : new ThingGroupName(parent), null, new Dictionary<string, string>(), 1, Start));

    public void AddBillingGroup(string name) => Registry.BillingGroups.Insert(new BillingGroup(new BillingGroupName(name), name, null, 1, Start));

    public void AddType(string name, bool deprecated = false) =>
        Registry.ThingTypes.Insert(new ThingType(new ThingTypeName(name), name, null, [], Start, deprecated ? Start : null));

    public void AddPolicy(string name) => Registry.Policies.Insert(new PolicyName(name), """{"Statement":[]}""", Start);

    public RegisterThingReply Register(IReadOnlyDictionary<string, string> parameters, string token = "token-1", DateTimeOffset? now = null, string template = TemplateName, HookConsent? consent = null) =>
        Ask(parameters, token, now, template, consent).Reply;

    public Registration Ask(IReadOnlyDictionary<string, string> parameters, string token = "token-1", DateTimeOffset? now = null, string template = TemplateName, HookConsent? consent = null) => RegisterThing.Run(
        Registry,
        new RegisterThingRequest(new TemplateName(template), token, parameters, Asker),
        version => TemplateDocument.ParseOrThrow(version.Body),
        newThingId: "00000000-0000-4000-8000-000000000001",
        now ?? Start,
        consent);

    public RegisterThingReply Register(params (string Name, string Value)[] parameters) =>
        Register(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));

    /// <summary>Expects a rejection, and that it wrote nothing.</summary>
    public AwsError Rejects(Action register)
    {
        var before = Registry.Dump();
        var error = Assert.Throws<AwsError>(register);
        Assert.Equal(before, Registry.Dump());
        return error;
    }
}
