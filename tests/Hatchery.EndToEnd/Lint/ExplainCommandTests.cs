using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Lint;

/// <summary>1. The user's claim may do little. 2. <c>hatchery explain</c> says what, and why not the rest. 3. aws's test-authorization agrees.</summary>
public sealed class ExplainCommandTests(SeedFixture fixture)
{
    [Fact]
    public async Task What_the_claim_may_not_do_is_explained_and_aws_agrees()
    {
        var seed = fixture.Require();
        const string topic = "topic/$aws/certificates/create-from-csr/json";

        // A claim of its own: other tests give the seed's more rights.
        var file = Path.Combine(Path.GetTempPath(), $"hatchery-explain-{Guid.NewGuid():N}.pem");
        var claim = await seed.Aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", file);
        var arn = claim.GetProperty("certificateArn").GetString()!;
        await seed.Aws.RunAsync("iot", "attach-policy", "--policy-name", Seed.ClaimPolicy, "--target", arn);

        var done = await RunAsync("--certificate", file, "--client-id", "new-1", "--action", "iot:Publish", "--resource", topic);
        File.Delete(file);

        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.StartsWith("IMPLICIT_DENY  iot:Publish on arn:aws:iot:us-east-1:000000000000:" + topic, done.Output);
        Assert.Contains("fits up to 'topic/$aws/certificates/create'", done.Output);
        Assert.Contains($"Certificate  {arn.Split('/')[1]}, ACTIVE", done.Output);
        Assert.Contains($"Allow {Seed.ClaimPolicy} statement 0: parts at its action", done.Output);

        var test = await seed.Aws.RunAsync("iot", "test-authorization", "--principal", arn, "--client-id", "new-1", "--auth-infos",
            $"actionType=PUBLISH,resources=arn:aws:iot:us-east-1:000000000000:{topic}", "actionType=CONNECT,resources=arn:aws:iot:us-east-1:000000000000:client/new-1");
        Assert.Equal(["IMPLICIT_DENY", "ALLOWED"], test.GetProperty("authResults").EnumerateArray().Select(result => result.GetProperty("authDecision").GetString()));

        var effective = await seed.Aws.RunAsync("iot", "get-effective-policies", "--principal", arn);
        Assert.Equal(Seed.ClaimPolicy, effective.GetProperty("effectivePolicies")[0].GetProperty("policyName").GetString());
    }

    [Fact]
    public async Task The_beginning_of_a_certificate_id_is_enough()
    {
        var id = fixture.Require().ClaimCertificateId;
        var done = await RunAsync("--certificate", id[..10].ToUpperInvariant(), "--client-id", "new-1", "--action", "iot:Connect", "--resource", "client/new-1");
        Assert.StartsWith("ALLOWED", done.Output);
        Assert.Contains($"Certificate  {id}, ACTIVE", done.Output);

        var few = await RunAsync("--certificate", id[..3], "--client-id", "a", "--action", "iot:Connect", "--resource", "client/a");
        Assert.Contains("at least 4 digits", few.Error);
    }

    [Fact]
    public async Task An_unknown_certificate_is_said_in_one_line()
    {
        fixture.Require();
        var done = await RunAsync("--certificate", new string('0', 64), "--client-id", "a", "--action", "iot:Publish", "--resource", "topic/a");

        Assert.Equal(1, done.ExitCode);
        Assert.Contains("ResourceNotFoundException", done.Error);
        Assert.Single(done.Error.TrimEnd().Split('\n'));
    }

    Task<Command> RunAsync(params string[] arguments) => Command.RunAsync("dotnet", [HatcheryServer.CommandLine, "explain", "--data", fixture.Server.Folder, .. arguments]);
}
