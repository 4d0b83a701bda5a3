using CsCheck;
using Hatchery.Core;
using Hatchery.Core.Certificates;
using Hatchery.Core.Provisioning;
using Hatchery.Core.Provisioning.Guards;
using Hatchery.Core.Templates;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;

namespace Hatchery.Server.Tests.Provisioning.Guards;

/// <summary>Many devices at once: what a guard counts is exact.</summary>
public sealed class GuardRaceTests : IAsyncDisposable
{
    const string Body = """
        {"Parameters":{"SerialNumber":{"Type":"String"},"Name":{"Type":"String"}},"Resources":{
          "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"Name"}}},
          "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"AWS::IoT::Certificate::Id"},"Status":"ACTIVE"}}}}
        """;

    static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly TemplateDocument Document = TemplateDocument.ParseOrThrow(Body);

    readonly TempFolder folder = new();
    readonly SqlRegistry registry;
    int races, devices;

    public GuardRaceTests() => registry = SqlRegistry.Open(new SqliteDialect(folder.File("hatchery.db")));

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public Task As_many_devices_register_as_there_are_serial_numbers() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 20]).SampleAsync(
        async (comers, listed) =>
        {
            var claim = await GuardAsync(new ClaimGuards { AllowList = new AllowList("SerialNumber", Reusable: false) }, Enumerable.Range(0, listed).Select(n => $"{n}"));
            var passed = await RaceAsync(claim, comers, n => $"{n % Math.Max(1, listed)}");
            Assert.Equal(Math.Min(comers, listed), passed);
        },
        iter: 15, threads: 1);

    [Fact]
    public Task Never_more_devices_register_than_the_most() => Gen.Select(Gen.Int[1, 40], Gen.Int[0, 20]).SampleAsync(
        async (comers, most) =>
        {
            var claim = await GuardAsync(new ClaimGuards { DevicesMax = most, Rate = new RegistrationRate(30, RatePeriod.Hour) }, []);
            Assert.Equal(Math.Min(comers, most), await RaceAsync(claim, comers, n => $"{n}"));
            Assert.Equal(0, await RaceAsync(claim, Math.Max(0, comers - most), n => $"{n}"));
        },
        iter: 15, threads: 1);

    async Task<CertificateId> GuardAsync(ClaimGuards guards, IEnumerable<string> serials)
    {
        var claim = CertificateId.Of(BitConverter.GetBytes(--races));
        await registry.TransactAsync(
            tx =>
            {
                if (races == -1)
                {
                    tx.Templates.Insert(new ProvisioningTemplate(new TemplateName("fleet"), null, true, "arn:aws:iam::000000000000:role/r", null, "FLEET_PROVISIONING", 1, Now, Now), Body);
                }

                tx.ClaimGuards.Put(GuardScope.Claim(claim), null, guards, Now);
                return tx.AllowLists.Add(GuardScope.Claim(claim), [.. serials]);
            },
            Ct);
        return claim;
    }

    /// <summary>All come at the same time; how many registered.</summary>
    async Task<int> RaceAsync(CertificateId claim, int comers, Func<int, string> serial)
    {
        var first = devices;
        devices += comers;
        await registry.TransactAsync(
            tx =>
            {
                for (var n = first; n < first + comers; n++)
                {
                    var id = CertificateId.Of(BitConverter.GetBytes(n));
                    tx.Certificates.Insert(new DeviceCertificate { Id = id, Pem = "", Status = CertificateStatus.PendingActivation, CreatedAt = Now, ModifiedAt = Now, NotBefore = Now, NotAfter = Now });
                    tx.OwnershipTokens.Insert(new OwnershipToken(OwnershipToken.HashOf($"token {n}"), id, Now.AddHours(1)));
                }

                return true;
            },
            Ct);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, comers).Select(n => Task.Run(() => RegisterAsync(claim, $"token {first + n}", serial(n)), Ct)));
        return outcomes.Count(passed => passed);
    }

    async Task<bool> RegisterAsync(CertificateId claim, string token, string serial)
    {
        var request = new RegisterThingRequest(
            new TemplateName("fleet"), token, new Dictionary<string, string> { ["SerialNumber"] = serial, ["Name"] = token.Replace(' ', '-') }, new Asker(claim, token, "127.0.0.1"));
        try
        {
            await registry.TransactAsync(tx => RegisterThing.Run(tx, request, _ => Document, Guid.NewGuid().ToString(), Now), Ct);
            return true;
        }
        catch (AwsError e) when (e.Code == AwsErrorCode.ProvisioningDenied)
        {
            return false;
        }
    }
}
