using System.Text.Json;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Lint;

/// <summary>
/// 1. <c>hatchery lint</c> judges files by themselves. 2. With a server it knows region and templates. 3. Without a file it goes
/// through all that the server holds.
/// </summary>
public sealed class LintCommandTests(SeedFixture fixture) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("hatchery-lint-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Files_are_judged_by_themselves()
    {
        var policy = Write("policy.json", """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iot:Connect", "Resource": "arn:aws:iot:us-east-1:000000000000:client/a"},
              {"Effect": "Allow", "Action": "iot:Subscribe",
               "Resource": "arn:aws:iot:us-east-1:000000000000:topic/a"}]}
            """);

        var done = await RunAsync("lint", policy);

        Assert.Equal(1, done.ExitCode);
        Assert.Contains($"{policy}:4:4: error: this never matches: iot:Subscribe needs topicfilter/, not topic/ [wrong-resource-type]\n    ", done.Output);
        Assert.EndsWith("1 error, 0 warnings, 0 remarks\n", done.Output);
        Assert.Empty(done.Error);
    }

    [Fact]
    public async Task Warnings_fail_only_when_asked_to()
    {
        var policy = Write("wide.json", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""");
        var template = Write("template.json", Seed.TemplateBody());

        Assert.Equal(0, (await RunAsync("lint", policy, template)).ExitCode);
        Assert.Equal(1, (await RunAsync("lint", "--strict", policy, template)).ExitCode);

        var lines = (await RunAsync("lint", "--json", policy, template)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["policy", "template"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal("everything-allowed", lines[0].GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public async Task Against_a_server_the_region_and_the_templates_are_known()
    {
        var server = fixture.Require().Server;
        var policy = Write("claim.json", Seed.Document("claim-policy.json", server).Replace("us-east-1", "eu-west-1", StringComparison.Ordinal).Replace(Seed.Template, Seed.Template + "s", StringComparison.Ordinal));

        var alone = await RunAsync("lint", policy);
        var there = await RunAsync("lint", "--data", server.Folder, policy);

        Assert.DoesNotContain("foreign-arn", alone.Output);
        Assert.Contains("[foreign-arn]", there.Output);
        Assert.Contains($"Did you mean '{Seed.Template}'?", there.Output);
    }

    [Fact]
    public async Task Without_a_file_everything_on_the_server_is_judged()
    {
        var seed = fixture.Require();

        var done = await RunAsync("lint", "--data", seed.Server.Folder);

        Assert.Contains($"policy {Seed.FleetPolicy} version 1 at $.Statement[0].Resource: warning: ", done.Output);
        Assert.Contains($"policy {Seed.ClaimPolicy} version 1 at $.Statement: info: Devices that make their own key cannot send a CSR", done.Output);
        Assert.DoesNotContain($"claim {seed.ClaimCertificateId[..12]}", done.Output);
    }

    [Fact]
    public async Task Aws_gets_the_ids_in_a_header_and_the_policy_is_made()
    {
        var seed = fixture.Require();
        var done = await seed.Aws.TryAsync("--debug", "iot", "create-policy", "--policy-name", "linted-by-aws", "--policy-document", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""");

        Assert.Equal(0, done.ExitCode);
        Assert.Contains("x-hatchery-warnings", done.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1; everything-allowed", done.Error);
    }

    [Theory]
    [InlineData("no such file", "/nonexistent/policy.json")]
    [InlineData("here it is 'x.json'", "file://x.json")]
    [InlineData("not running", "--data", "/nonexistent", "x.json")]
    [InlineData("name files to lint without one")]
    public async Task What_cannot_be_judged_is_said_in_one_line(string text, params string[] arguments)
    {
        var done = await RunAsync(["lint", .. arguments]);

        Assert.NotEqual(0, done.ExitCode);
        Assert.Contains(text, done.Error);
        Assert.Single(done.Error.TrimEnd().Split('\n'));
    }

    string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    Task<Command> RunAsync(params string[] arguments) => Command.RunAsync("dotnet", [HatcheryServer.CommandLine, .. arguments], workingFolder: folder);
}
