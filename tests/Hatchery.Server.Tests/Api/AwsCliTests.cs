using System.Diagnostics;
using System.Text.Json;

namespace Hatchery.Server.Tests.Api;

/// <summary>The real <c>aws</c>, pointed here by nothing but the environment.</summary>
public sealed class AwsCliTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_operator_makes_policy_certificate_and_role()
    {
        RequireAws();
        const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"iot.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

        // 1. A policy, kept byte for byte; its name needs encoding in the path.
        var created = await OkAsync("iot", "create-policy", "--policy-name", "p+1@x", "--policy-document", AwsApiTests.SomePolicy);
        Assert.Equal(AwsApiTests.SomePolicy, created.GetProperty("policyDocument").GetString());

        // 2. A certificate with it, whose ARN goes into one label of the path.
        var certificate = await OkAsync("iot", "create-keys-and-certificate", "--set-as-active");
        var arn = certificate.GetProperty("certificateArn").GetString()!;
        await OkAsync("iot", "attach-policy", "--policy-name", "p+1@x", "--target", arn);
        Assert.Equal("p+1@x", (await OkAsync("iot", "list-attached-policies", "--target", arn)).GetProperty("policies")[0].GetProperty("policyName").GetString());

        // 3. A role, and who we are.
        var role = await OkAsync("iam", "create-role", "--role-name", "cli-role", "--assume-role-policy-document", Trust);
        Assert.Equal("iot.amazonaws.com", role.GetProperty("Role").GetProperty("AssumeRolePolicyDocument").GetProperty("Statement")[0].GetProperty("Principal").GetProperty("Service").GetString());
        Assert.Equal("000000000000", (await OkAsync("sts", "get-caller-identity")).GetProperty("Account").GetString());
    }

    [Fact]
    public async Task An_operator_is_told_what_is_wrong()
    {
        RequireAws();
        Assert.Contains("(ResourceNotFoundException) when calling the GetPolicy operation: Policy not found (name=none)", await FailAsync(secret: null, "iot", "get-policy", "--policy-name", "none"));
        Assert.Contains("(InvalidSignatureException) when calling the ListPolicies operation: The request signature we calculated", await FailAsync("wrong", "iot", "list-policies"));
        Assert.Contains("(SignatureDoesNotMatch) when calling the GetCallerIdentity operation", await FailAsync("wrong", "sts", "get-caller-identity"));
    }

    async Task<JsonElement> OkAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(secret: null, arguments);
        Assert.True(exitCode == 0, error);
        return output.Length == 0 ? default : JsonDocument.Parse(output).RootElement;
    }

    async Task<string> FailAsync(string? secret, params string[] arguments)
    {
        var (exitCode, _, error) = await RunAsync(secret, arguments);
        Assert.NotEqual(0, exitCode);
        return error;
    }

    async Task<(int ExitCode, string Output, string Error)> RunAsync(string? secret, string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_ENDPOINT_URL"] = api.Url;
        start.Environment["AWS_ACCESS_KEY_ID"] = api.Key.Id;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = secret ?? api.Key.Secret.Reveal();
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_DEFAULT_OUTPUT"] = "json";
        start.Environment["AWS_PAGER"] = "";
        using var aws = Process.Start(start)!;
        var ct = TestContext.Current.CancellationToken;
        var output = aws.StandardOutput.ReadToEndAsync(ct);
        var error = aws.StandardError.ReadToEndAsync(ct);
        await aws.WaitForExitAsync(ct);
        return (aws.ExitCode, await output, await error);
    }

    static void RequireAws()
    {
        var installed = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "aws")));
        Assert.SkipUnless(installed, "aws is not installed");
    }
}
