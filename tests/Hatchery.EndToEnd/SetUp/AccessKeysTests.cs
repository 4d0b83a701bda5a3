using System.Text.Json;
using Hatchery.Cli.Tests;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.SetUp;

/// <summary>Keys that may less than the first one, and sessions, with the real <c>aws</c> and boto3.</summary>
public sealed class AccessKeysTests(SeedFixture fixture)
{
    static int count;

    readonly string name = $"person-{Interlocked.Increment(ref count)}";

    HatcheryServer Server => fixture.Server;

    public static TheoryData<string> Programs => [.. AwsCli.Installed];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_read_only_key_can_list_and_cannot_create(string program)
    {
        // 1. The operator makes a key that sees and doesn't change.
        var key = await JsonAsync("keys", "create", "--read-only", "--name", name);
        var aws = await WithKeyAsync(program, key.GetProperty("accessKeyId").GetString()!, key.GetProperty("secretAccessKey").GetString()!);

        // 2. aws lists with it, and is told what it may not.
        await aws.RunAsync("iot", "list-things");
        Assert.Equal($"arn:aws:iam::000000000000:user/{name}", (await aws.RunAsync("sts", "get-caller-identity")).GetProperty("Arn").GetString());
        var said = await aws.FailAsync("AccessDeniedException", "iot", "create-thing", "--thing-name", $"by-{name}");
        Assert.Contains($"User: arn:aws:iam::000000000000:user/{name} is not authorized to perform: iot:CreateThing on resource: arn:aws:iot:us-east-1:000000000000:thing/by-{name}", said);
        await aws.FailAsync("AccessDenied", "iam", "create-user", "--user-name", "intruder");

        // 3. The audit has it, and so has the list of keys.
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("audit", "--caller", name, "--outcome", "AccessDeniedException", "--data", Server.Folder));
        Assert.Contains($"iot:CreateThing  arn:aws:iot:us-east-1:000000000000:thing/by-{name}  by arn:aws:iam::000000000000:user/{name}", terminal.Out);
        var listed = new TestTerminal();
        Assert.Equal(0, await listed.RunAsync("keys", "list", "--data", Server.Folder));
        Assert.Matches($@"{key.GetProperty("accessKeyId").GetString()}\s+{name}\s+read-only\s+Active", listed.Out);

        // 4. Deleted, it is nobody's.
        Assert.Equal(0, await new TestTerminal().RunAsync("keys", "delete", key.GetProperty("accessKeyId").GetString()!, "--data", Server.Folder));
        await aws.FailAsync("UnrecognizedClientException", "iot", "list-things");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_role_is_assumed_and_its_session_may_what_the_role_may(string program)
    {
        // 1. A role that the account may take, with rights on things.
        var root = await AwsCli.ForAsync(Server, program);
        var role = await root.RunAsync("iam", "create-role", "--role-name", name, "--assume-role-policy-document",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}""");
        await root.RunAsync("iam", "put-role-policy", "--role-name", name, "--policy-name", "things", "--policy-document",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iot:CreateThing","iot:DescribeThing"],"Resource":"arn:aws:iot:*:*:thing/session-*"}]}""");

        // 2. A session of it.
        var session = await root.RunAsync("sts", "assume-role", "--role-arn", role.GetProperty("Role").GetProperty("Arn").GetString()!, "--role-session-name", "e2e");
        var credentials = session.GetProperty("Credentials");
        var aws = (await WithKeyAsync(program, credentials.GetProperty("AccessKeyId").GetString()!, credentials.GetProperty("SecretAccessKey").GetString()!))
            .With("AWS_SESSION_TOKEN", credentials.GetProperty("SessionToken").GetString()!);

        // 3. What it may and may not.
        await aws.RunAsync("iot", "create-thing", "--thing-name", $"session-{name}");
        var said = await aws.FailAsync("AccessDeniedException", "iot", "create-thing", "--thing-name", name);
        Assert.Contains($"assumed-role/{name}/e2e is not authorized to perform: iot:CreateThing", said);
        await root.RunAsync("iam", "delete-role-policy", "--role-name", name, "--policy-name", "things");
        await aws.FailAsync("AccessDeniedException", "iot", "describe-thing", "--thing-name", $"session-{name}");
    }

    [Fact]
    public async Task A_users_life_by_boto3()
    {
        var python = Command.Find("python3");
        Assert.SkipWhen(python is null || (await Command.RunAsync(python, ["-c", "import boto3"])).ExitCode != 0, "boto3 is not installed");

        var done = await Command.RunAsync(python!, [Path.Combine(AppContext.BaseDirectory, "../../../../tests/Hatchery.EndToEnd/Clients/users.py"), name], await Server.EnvironmentAsync());

        Assert.True(done.ExitCode == 0, done.Output + done.Error);
        Assert.EndsWith("done", done.Output.Trim());
    }

    [Fact]
    public async Task A_key_with_a_document_of_its_own_and_wrong_usage()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iot:DescribeEndpoint","Resource":"*"}}""", TestContext.Current.CancellationToken);
        var key = await JsonAsync("keys", "create", "--policy", file, "--name", name);
        Assert.Equal("custom", key.GetProperty("access").GetString());

        var both = new TestTerminal();
        Assert.Equal(2, await both.RunAsync("keys", "create", "--read-only", "--policy", file, "--data", Server.Folder));
        Assert.Contains("exclude each other", both.Error);
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        var bad = new TestTerminal();
        Assert.Equal(1, await bad.RunAsync("keys", "create", "--policy", file, "--data", Server.Folder));
        Assert.Contains("MalformedPolicyException", bad.Error);
        File.Delete(file);
    }

    async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync([.. arguments, "--json", "--data", Server.Folder]));
        return JsonDocument.Parse(terminal.Out).RootElement;
    }

    async Task<AwsCli> WithKeyAsync(string program, string id, string secret) =>
        (await AwsCli.ForAsync(Server, program)).With("AWS_ACCESS_KEY_ID", id).With("AWS_SECRET_ACCESS_KEY", secret);
}
