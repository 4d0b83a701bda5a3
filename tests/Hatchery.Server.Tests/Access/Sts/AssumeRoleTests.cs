using System.Text.Json;
using System.Xml.Linq;
using Hatchery.Core;
using Hatchery.Server.Access;
using Hatchery.Server.Tests.Api;

namespace Hatchery.Server.Tests.Access.Sts;

/// <summary>Temporary credentials, from who may have them to their end.</summary>
public sealed class AssumeRoleTests(ApiServer api) : IClassFixture<ApiServer>
{
    const string Account = "arn:aws:iam::000000000000:root";

    static int count;

    readonly string role = $"session-{Interlocked.Increment(ref count)}";

    string Arn => $"arn:aws:iam::000000000000:role/{role}";

    [Fact]
    public async Task A_session_may_do_what_its_role_may_and_the_token_goes_with_it()
    {
        await RoleAsync(Account, "iot:List*");
        var (answer, key, token) = await AssumeAsync(api.Key, "&DurationSeconds=900");

        Assert.StartsWith("ASIA", key.Id);
        Assert.Equal($"arn:aws:sts::000000000000:assumed-role/{role}/one", Value(answer, "Arn"));
        Assert.Matches("^AROA[A-Z2-7]{17}:one$", Value(answer, "AssumedRoleId"));
        Assert.InRange(DateTimeOffset.Parse(Value(answer, "Expiration"), null) - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(890), TimeSpan.FromSeconds(901));

        Assert.Equal(200, (await SendAsync(key, token, "GET", "/things")).Status);
        Assert.Contains(
            $"User: arn:aws:sts::000000000000:assumed-role/{role}/one is not authorized to perform: iot:CreateThing on resource",
            (await SendAsync(key, token, "POST", "/things/x")).Refused(AwsErrorCode.AccessDenied));
        Assert.Contains($"assumed-role/{role}/one</Arn>", (await api.QueryAsAsync(key, "sts", "Action=GetCallerIdentity", token)).Body);

        // Without its token, with another's, or with one that was changed, the key is nobody's.
        var other = await AssumeAsync(api.Key);
        foreach (var wrong in new[] { null, "x", other.Token, token[..^4] + "AAAA" })
        {
            (await SendAsync(key, wrong, "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient);
        }

        // With the role gone the session is, and a new role of the same name doesn't bring it back.
        await api.QueryAsync("iam", $"Action=DeleteRolePolicy&RoleName={role}&PolicyName=p");
        (await SendAsync(key, token, "GET", "/things")).Refused(AwsErrorCode.AccessDenied);
        await api.QueryAsync("iam", $"Action=DeleteRole&RoleName={role}");
        await RoleAsync(Account, "iot:*");
        (await SendAsync(key, token, "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient);
    }

    [Fact]
    public async Task Session_policies_narrow()
    {
        await RoleAsync(Account, "iot:*");
        var document = Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:List*","Resource":"*"}}""");
        foreach (var narrowed in new[] { $"&Policy={document}", "&PolicyArns.member.1.arn=arn:aws:iam::aws:policy/AWSIoTConfigReadOnlyAccess" })
        {
            var (_, key, token) = await AssumeAsync(api.Key, narrowed);
            Assert.Equal(200, (await SendAsync(key, token, "GET", "/things")).Status);
            Assert.EndsWith("because no session policy allows the iot:CreateThing action", (await SendAsync(key, token, "POST", "/things/x")).Refused(AwsErrorCode.AccessDenied));
        }
    }

    [Fact]
    public async Task A_user_needs_to_be_trusted_by_name_or_to_be_allowed_by_its_own_policies()
    {
        var user = await UserAsync("iot:*");
        await RoleAsync(Account, "iot:*");
        Assert.Contains($"user/{role} is not authorized to perform: sts:AssumeRole on resource: {Arn}", await RefusedAsync(user, ""));

        await TrustAsync($"arn:aws:iam::000000000000:user/{role}");
        await AssumeAsync(user);

        await TrustAsync(Account);
        await RefusedAsync(user, "");
        await api.QueryAsync("iam", $"Action=PutUserPolicy&UserName={role}&PolicyName=assume&PolicyDocument={Uri.EscapeDataString(Allow("sts:AssumeRole"))}");
        await AssumeAsync(user);
    }

    [Theory]
    [InlineData("&DurationSeconds=899", 400, "ValidationError")]
    [InlineData("&DurationSeconds=3601", 400, "ValidationError")]
    [InlineData("&DurationSeconds=43201", 400, "ValidationError")]
    [InlineData("&RoleSessionName=a%20b", 400, "ValidationError")]
    [InlineData("&Policy=%7B", 400, "MalformedPolicyDocument")]
    [InlineData("&PolicyArns.member.1.arn=x", 400, "ValidationError")]
    [InlineData("&Tags.member.1.Key=a", 400, "ValidationError")]
    [InlineData("&RoleArn=arn:aws:iam::000000000000:role/none", 403, "AccessDenied")]
    [InlineData("&RoleArn=arn:aws:iam::999999999999:role/other", 403, "AccessDenied")]
    [InlineData("&RoleArn=arn:aws:iam::000000000000:role/provisioning", 403, "AccessDenied")]
    public async Task What_cannot_be_is_refused(string parameters, int status, string code)
    {
        await RoleAsync(Account, "iot:*");
        var given = $"Action=AssumeRole{parameters}";
        foreach (var (member, value) in new[] { ("RoleArn", Arn), ("RoleSessionName", "one") })
        {
            given += given.Contains(member, StringComparison.Ordinal) ? "" : $"&{member}={value}";
        }

        var answer = await api.QueryAsync("sts", given);

        Assert.Equal(status, answer.Status);
        Assert.Contains($"<Code>{code}</Code>", answer.Body);
    }

    [Fact]
    public async Task A_session_token_is_its_owner_without_IAM_and_ends_with_the_key()
    {
        var user = await UserAsync("*");
        var answer = await api.QueryAsAsync(user, "sts", "Action=GetSessionToken&DurationSeconds=900");
        var (key, token) = CredentialsIn(XElement.Parse(answer.Body));

        Assert.Contains($"user/{role}</Arn>", (await api.QueryAsAsync(key, "sts", "Action=GetCallerIdentity", token)).Body);
        Assert.Equal(200, (await SendAsync(key, token, "POST", $"/things/{role}")).Status);
        Assert.Contains("<Code>AccessDenied</Code>", (await api.QueryAsAsync(key, "iam", "Action=ListUsers", token)).Body);
        Assert.Contains("Cannot call GetSessionToken with session credentials", (await api.QueryAsAsync(key, "sts", "Action=GetSessionToken", token)).Body);

        await api.QueryAsync("iam", $"Action=DeleteAccessKey&UserName={role}&AccessKeyId={user.Id}");
        (await SendAsync(key, token, "GET", "/things")).Refused(AwsErrorCode.UnrecognizedClient);
    }

    [Fact]
    public async Task Credentials_end_at_their_time()
    {
        await RoleAsync(Account, "iot:*");
        var time = new SettableTime(DateTimeOffset.UtcNow);
        var master = MasterKey.Create();
        var callers = new CallerDirectory(api.Registry, new AccessKeys(AccessKey.Create()), master, api.Account, time);
        var stored = await api.Registry.ReadAsync(tx => tx.Roles.Find(role)!, TestContext.Current.CancellationToken);
        var credentials = callers.AssumeRole(stored, "one", TimeSpan.FromSeconds(900));

        time.Now += TimeSpan.FromSeconds(899);
        await callers.FindAsync(credentials.Key.Id, credentials.SessionToken, TestContext.Current.CancellationToken);
        time.Now += TimeSpan.FromSeconds(1);
        var refusal = await Assert.ThrowsAsync<AwsError>(async () => await callers.FindAsync(credentials.Key.Id, credentials.SessionToken, TestContext.Current.CancellationToken));
        Assert.Equal((AwsErrorCode.ExpiredToken, "The security token included in the request is expired"), (refusal.Code, refusal.Message));
    }

    static string Allow(string action) => JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Action = action, Resource = "*" } });

    static string Trust(string principal) => JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = new { Effect = "Allow", Principal = new { AWS = principal }, Action = "sts:AssumeRole" } });

    async Task RoleAsync(string trusted, string action)
    {
        await api.QueryAsync("iam", $"Action=CreateRole&RoleName={role}&AssumeRolePolicyDocument={Uri.EscapeDataString(Trust(trusted))}");
        await api.QueryAsync("iam", $"Action=PutRolePolicy&RoleName={role}&PolicyName=p&PolicyDocument={Uri.EscapeDataString(Allow(action))}");
    }

    Task<Answer> TrustAsync(string trusted) => api.QueryAsync("iam", $"Action=UpdateAssumeRolePolicy&RoleName={role}&PolicyDocument={Uri.EscapeDataString(Trust(trusted))}");

    async Task<AccessKey> UserAsync(string action)
    {
        await api.QueryAsync("iam", $"Action=CreateUser&UserName={role}");
        await api.QueryAsync("iam", $"Action=PutUserPolicy&UserName={role}&PolicyName=p&PolicyDocument={Uri.EscapeDataString(Allow(action))}");
        var made = XElement.Parse((await api.QueryAsync("iam", $"Action=CreateAccessKey&UserName={role}")).Body);
        return new AccessKey(Value(made, "AccessKeyId"), new Secret(Value(made, "SecretAccessKey")));
    }

    async Task<(XElement Answer, AccessKey Key, string Token)> AssumeAsync(AccessKey key, string parameters = "")
    {
        var answer = await api.QueryAsAsync(key, "sts", $"Action=AssumeRole&RoleArn={Arn}&RoleSessionName=one{parameters}");
        Assert.True(answer.Status == 200, answer.Body);
        var xml = XElement.Parse(answer.Body);
        var (temporary, token) = CredentialsIn(xml);
        return (xml, temporary, token);
    }

    async Task<string> RefusedAsync(AccessKey key, string parameters)
    {
        var answer = await api.QueryAsAsync(key, "sts", $"Action=AssumeRole&RoleArn={Arn}&RoleSessionName=one{parameters}");
        Assert.Equal(403, answer.Status);
        return Value(XElement.Parse(answer.Body), "Message");
    }

    Task<Answer> SendAsync(AccessKey key, string? token, string method, string target) => token is null
        ? api.SendAsAsync(key, method, target)
        : api.SendAsAsync(key, method, target, headers: ("X-Amz-Security-Token", token));

    static (AccessKey Key, string Token) CredentialsIn(XElement answer) =>
        (new AccessKey(Value(answer, "AccessKeyId"), new Secret(Value(answer, "SecretAccessKey"))), Value(answer, "SessionToken"));

    static string Value(XElement xml, string name) => xml.Descendants().First(e => e.Name.LocalName == name).Value;
}
