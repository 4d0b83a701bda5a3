using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Core.Templates;
using Hatchery.Core.Things;
using Hatchery.Server.Provisioning;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Provisioning;

/// <summary>Many registrations in one transaction, as bulk tasks make them.</summary>
public sealed class ThingRegistrationTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Template = """
        {"Parameters": {"Name": {"Type": "String"}, "Csr": {"Type": "String"}},
         "Resources": {
           "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "Name"}, "ThingTypeName": {"Ref": "Type"}}},
           "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateSigningRequest": {"Ref": "Csr"}}},
           "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iot:*", "Resource": "*"}}}}}}
        """;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_is_refused_harms_no_other_of_the_same_transaction()
    {
        await api.SendAsync("POST", "/thing-types/lamp");
        var registration = new ThingRegistration(api.Issuer, api.Account, TimeProvider.System);
        var template = TemplateDocument.ParseGivenOrThrow(Template, TemplateKind.Registration);
        List<PreparedRegistration> lines =
        [
            registration.Prepare(template, Line("bulk-1", "lamp")),
            registration.Prepare(template, Line("bulk-2", "no-such-type")),
            registration.Prepare(template, Line("bulk-1", "lamp")), // the same thing gets a second certificate
            registration.Prepare(template, Line("bulk-3", "lamp")),
        ];

        var (outcomes, certificates) = await api.Registry.TransactAsync(
            tx =>
            {
                var before = Certificates(tx);
                return (lines.Select(line => Attempt(line, tx)).ToList(), Certificates(tx) - before);
            },
            Ct);

        Assert.Equal(["", "ResourceRegistrationFailureException: Thing type no-such-type does not exist; a template creates none.", "", ""], outcomes);
        Assert.Equal(3, certificates);
        var (first, second, third, policies) = await api.Registry.ReadAsync(
            tx => (tx.Things.CountPrincipals(new ThingName("bulk-1")), tx.Things.Find(new ThingName("bulk-2")), tx.Things.CountPrincipals(new ThingName("bulk-3")), tx.Policies.List(new PageRequest(10)).Items.Count), Ct);
        Assert.Equal((2, null, 1, 1), (first, second, third, policies));
    }

    [Fact]
    public void What_needs_no_registry_is_refused_while_preparing()
    {
        var registration = new ThingRegistration(api.Issuer, api.Account, TimeProvider.System);
        var template = TemplateDocument.ParseGivenOrThrow(Template, TemplateKind.Registration);
        var error = Assert.Throws<AwsError>(() => registration.Prepare(template, new Dictionary<string, string> { ["Name"] = "a thing", ["Csr"] = "", ["Type"] = "t" }));

        Assert.Equal(AwsErrorCode.ResourceRegistrationFailure, error.Code);
        Assert.Contains("thing name", error.Message, StringComparison.Ordinal);
    }

    static string Attempt(PreparedRegistration line, IRegistryTransaction registry)
    {
        try
        {
            line.Apply(registry);
            return "";
        }
        catch (AwsError e)
        {
            return $"{e.Code.Name}: {e.Message}";
        }
    }

    static int Certificates(IRegistryTransaction registry) => registry.Certificates.List(new PageRequest(Limits.PageSizeMax)).Items.Count;

    static Dictionary<string, string> Line(string name, string type)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new() { ["Name"] = name, ["Type"] = type, ["Csr"] = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem() };
    }
}
