using System.Text.Json;
using Hatchery.Core;
using Hatchery.Core.Access;
using Hatchery.Core.Certificates;
using Hatchery.Core.Policies;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Access;
using Hatchery.Server.Api;
using Hatchery.Server.Api.Devices;
using Hatchery.Server.Storage;
using Hatchery.Server.Tests.Certificates;

namespace Hatchery.Server.Tests.Api.Devices;

/// <summary>The credentials provider behind the connection. A device with a thing may take the role camera; each test changes one thing.</summary>
public sealed class AssumeRoleWithCertificateTests : IAsyncLifetime
{
    const string Alias = "camera";
    const string RoleArn = "arn:aws:iam::000000000000:role/fleet/camera";
    const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"credentials.iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    static readonly AwsAccount Account = new("us-east-1", "000000000000");
    static readonly CertificateId Id = new(new string('a', 64));
    static readonly ThingName Thing = new("camera-1");
    static readonly PolicyName Policy = new("p");

    readonly TempFolder folder = new();
    readonly SettableTime time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, 999, TimeSpan.Zero));
    SqlRegistry registry = null!;
    CallerDirectory callers = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        registry = SqlRegistry.Open(new SqliteDialect(folder.File("hatchery.db")));
        callers = new CallerDirectory(registry, AccessKeys.LoadOrCreate(folder.File("credentials")), MasterKey.LoadOrCreate(folder.File("master.key")), Account, time);
        var now = time.Now;
        await Change(tx =>
        {
            tx.Certificates.Insert(new DeviceCertificate
            {
                Id = Id,
                Pem = "pem",
                Status = CertificateStatus.Active,
                CreatedAt = now,
                ModifiedAt = now,
                NotBefore = now.AddDays(-1),
                NotAfter = now.AddDays(1),
            });
            tx.Things.Insert(new Thing(Thing, "id", TypeName: null, new Dictionary<string, string>(), 1, now));
            tx.Things.AttachPrincipal(Thing, Id, ThingPrincipalType.NonExclusiveThing);
            tx.Roles.Insert(new Role("camera", "AROA" + new string('A', 17), "/fleet/", Description: null, Trust, 3_600, now));
            tx.RoleAliases.Insert(new RoleAlias(new RoleAliasName(Alias), RoleArn, 900, now, now));
            tx.Policies.Insert(Policy, Allow("rolealias/camera"), now);
            tx.Policies.Attach(Policy, PolicyTarget.Certificate(Id));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Credentials_are_the_roles_until_the_time_that_they_tell()
    {
        var credentials = await AskAsync(Thing.Value);

        Assert.Equal("2026-01-31T12:15:00Z", Text(credentials, "expiration"));
        var key = await callers.FindAsync(Text(credentials, "accessKeyId"), Text(credentials, "sessionToken"), Ct);
        Assert.True(key.Secret.FixedTimeEquals(new Secret(Text(credentials, "secretAccessKey"))));
        Assert.Equal(($"arn:aws:sts::000000000000:assumed-role/camera/{Id}", RoleArn), (key.Caller.Arn, key.Caller.RoleArn));
        Assert.Equal(new CredentialedDevice(Id.Value, Thing.Value), key.Caller.Device);

        time.Now = time.Now.AddMinutes(15);
        var ended = await Assert.ThrowsAsync<AwsError>(async () => await callers.FindAsync(Text(credentials, "accessKeyId"), Text(credentials, "sessionToken"), Ct));
        Assert.Equal(AwsErrorCode.ExpiredToken, ended.Code);
    }

    [Fact]
    public async Task A_device_needs_no_thing()
    {
        var credentials = await AskAsync(thing: null);
        var key = await callers.FindAsync(Text(credentials, "accessKeyId"), Text(credentials, "sessionToken"), Ct);
        Assert.Equal(new CredentialedDevice(Id.Value), key.Caller.Device);
    }

    [Fact]
    public async Task Policies_may_speak_of_the_thing_that_the_device_names()
    {
        await SetPolicy(Allow("rolealias/${iot:Connection.Thing.ThingName}"));
        await Change(tx => tx.RoleAliases.Insert(new RoleAlias(new RoleAliasName(Thing.Value), RoleArn, 900, time.Now, time.Now)));

        await AskAsync(Thing.Value, alias: Thing.Value);
        await Denied("no statement allows it", thing: null, alias: Thing.Value);
    }

    [Fact]
    public async Task A_thing_of_another_or_none_is_denied()
    {
        await Change(tx => tx.Things.Insert(new Thing(new ThingName("camera-2"), "id2", TypeName: null, new Dictionary<string, string>(), 1, time.Now)));
        foreach (var thing in new[] { "camera-2", "none", "", "camera-1,camera-1" })
        {
            await Denied("is attached to the certificate", thing);
        }
    }

    [Theory]
    [InlineData("rolealias/other")]
    [InlineData("rolealias/came")]
    [InlineData("thing/camera")]
    public async Task A_policy_about_something_else_is_denied(string resource)
    {
        await SetPolicy(Allow(resource));
        await Denied("no statement allows it");
    }

    [Fact]
    public async Task A_deny_wins_and_no_policy_is_a_no()
    {
        await SetPolicy("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iot:AssumeRoleWithCertificate","Resource":"*"}]}""");
        await Denied("explicitly denied");
        await Change(tx => tx.Policies.Detach(Policy, PolicyTarget.Certificate(Id)));
        await Denied("no policy is attached");
    }

    [Fact]
    public async Task A_certificate_that_changed_during_the_connection_is_denied()
    {
        await Change(tx => tx.Certificates.SetStatus(Id, CertificateStatus.Inactive, time.Now));
        await Denied("it is INACTIVE");
        await Change(tx => tx.Certificates.SetStatus(Id, CertificateStatus.Active, time.Now));
        time.Now = time.Now.AddDays(2);
        await Denied("it expired at");
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"credentials.iot.amazonaws.com"},"Action":"sts:TagSession"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"credentials.iot.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:iot:*:*:rolealias/other"}}}]}""")]
    public async Task A_role_that_does_not_trust_the_credentials_provider_is_denied(string trust)
    {
        await Change(tx => tx.Roles.SetAssumeRolePolicy("camera", trust));
        await Denied("doesn't allow sts:AssumeRole to the service credentials.iot.amazonaws.com");
    }

    [Fact]
    public async Task A_role_that_is_gone_or_of_another_path_is_denied()
    {
        await Change(tx => tx.RoleAliases.Update(new RoleAlias(new RoleAliasName(Alias), "arn:aws:iam::000000000000:role/camera", 900, time.Now, time.Now)));
        await Denied("there is no role");
    }

    [Fact]
    public async Task Credentials_may_not_outlive_the_roles_longest_session()
    {
        await Change(tx => tx.RoleAliases.Update(new RoleAlias(new RoleAliasName(Alias), RoleArn, 3_601, time.Now, time.Now)));
        var refusal = await Assert.ThrowsAsync<AwsError>(() => AskAsync(Thing.Value));
        Assert.Equal(AwsErrorCode.InvalidRequest, refusal.Code);
        Assert.Contains("(3601) exceeds the MaxSessionDuration set for its role (3600)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_alias_is_not_found()
    {
        var refusal = await Assert.ThrowsAsync<AwsError>(() => AskAsync(Thing.Value, alias: "none"));
        Assert.Equal((AwsErrorCode.ResourceNotFound, "Role alias does not exist"), (refusal.Code, refusal.Message));
    }

    async Task Denied(string why, string? thing = "camera-1", string alias = Alias)
    {
        var refusal = await Assert.ThrowsAsync<AwsError>(() => AskAsync(thing, alias));
        Assert.Equal((AwsErrorCode.AccessDenied, "Access Denied"), (refusal.Code, refusal.Message));
        Assert.Contains(why, refusal.Detail, StringComparison.Ordinal);
    }

    async Task<JsonElement> AskAsync(string? thing, string alias = Alias)
    {
        var services = new ApiServices(registry, Account, Issuer: null!, new HatcheryOptions(), time) { Callers = callers };
        var device = new DevicePrincipal(Id, new CertificateFacts(Id, "1", new Dictionary<string, IReadOnlyList<string>>()), "127.0.0.1", "localhost");
        var response = await AssumeRoleWithCertificate.Handle(alias, thing, device, services, Ct);
        return JsonDocument.Parse(response.Body).RootElement.GetProperty("credentials");
    }

    Task<bool> SetPolicy(string document) => Change(tx => tx.Policies.InsertVersion(Policy, document, setAsDefault: true, time.Now));

    Task<bool> Change(Action<IRegistryTransaction> body) => registry.TransactAsync(
        tx =>
        {
            body(tx);
            return true;
        },
        Ct);

    static string Allow(string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:AssumeRoleWithCertificate","Resource":"arn:aws:iot:us-east-1:000000000000:{{resource}}"}]}""";

    static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
