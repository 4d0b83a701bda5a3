using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hatchery.Cli.Tests;
using Hatchery.Device;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>
/// The user's set-up by aws, and devices that provision themselves. 1. one succeeds; 2. one is refused; 3. the server is killed;
/// 4. what they tried is all there, and no secret with it.
/// </summary>
public sealed class AttemptsOfTheSeedTests
{
    [Fact]
    public async Task What_devices_tried_survives_a_crash_and_holds_no_secret()
    {
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        await using var server = await HatcheryServer.StartAsync();
        var seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));

        // 1. From its claim to its first connection as itself.
        var options = Devices.Options(seed, "good");
        var device = await Devices.ProvisionAsync(options);
        await Eventually.TrueAsync(async () => await OneOrNoneAsync(server, device.CertificateId) is { } made && Word(made, "outcome") == "registered" && Kinds(made)[^1] == "disconnect");
        var attempt = await OneAsync(server, Seed.Prefix + "good");
        Assert.Equal(["tls", "connect", "subscribe", "create-certificate", "reply", "register-thing", "reply", "disconnect"], Squeezed(Kinds(attempt)));
        Assert.Equal("good", attempt["parameters"]!["SerialNumber"]!.GetValue<string>());

        // 2. Refused: by its serial number, and by its client id.
        await seed.Aws.RunAsync("iot", "update-provisioning-template", "--template-name", Seed.Template, "--no-enabled");
        var rejected = await Assert.ThrowsAsync<ProvisioningRejectedException>(() => Devices.ProvisionAsync(Devices.Options(seed, "late")));
        Assert.EndsWith("is disabled. [template-disabled]", rejected.ErrorMessage, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await OneOrNoneAsync(server, "late") is { } late && Word(late, "cause") == "template-disabled");
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken); // what is half a second old is kept

        // 3. A power cut of the process, and another start.
        await server.KillAsync();
        await using var again = await HatcheryServer.StartAsync(server.Folder);

        // 4. All there; and the device of before is still awaited.
        Assert.Equal("registered", Word(await OneAsync(again, "good"), "outcome"));
        Assert.Equal("failed", Word(await OneAsync(again, "claim-late"), "outcome"));
        var own = DeviceFiles(server.Folder, device);
        await using (await RawDevice.ConnectAsync(again, own, 4, Seed.Prefix + "good"))
        {
        }

        await Eventually.TrueAsync(async () => Word(await OneAsync(again, "good"), "outcome") == "succeeded");
        Assert.Equal("connect-as-itself", Kinds(await OneAsync(again, "good"))[^1]);
        await again.StopAsync();
        AssertNoSecret(server.Folder, server.Log + again.Log, device);
    }

    [Fact]
    public async Task Why_and_attempts_speak_for_people_and_for_programs()
    {
        Assert.SkipUnless(AwsCli.Installed.Any(), "aws is not installed");
        await using var server = await HatcheryServer.StartAsync();
        var seed = await Seed.MakeAsync(server, await AwsCli.ForAsync(server));
        await Assert.ThrowsAsync<ProvisioningRejectedException>(() => Devices.ProvisionAsync(Devices.Options(seed, "has spaces")));

        await Eventually.TrueAsync(async () => await OneOrNoneAsync(server, "has spaces") is { } found && Word(found, "outcome") == "failed");

        var people = new TestTerminal();
        Assert.Equal(0, await people.RunAsync("why", "has spaces", "--data", server.Folder));
        Assert.StartsWith("FAILED thing-name-invalid", people.Out, StringComparison.Ordinal);
        Assert.Contains("no  register-thing", people.Out, StringComparison.Ordinal);
        Assert.Contains("fix      Use 1 to 128 characters", people.Out, StringComparison.Ordinal);
        var list = new TestTerminal();
        Assert.Equal(0, await list.RunAsync("attempts", "--cause", "thing-name-invalid", "--since", "1h", "--json", "--data", server.Folder));
        Assert.Single(JsonNode.Parse(list.Out)!["attempts"]!.AsArray());
        var wrong = new TestTerminal();
        Assert.Equal(1, await wrong.RunAsync("attempts", "--cause", "thing-name-invald", "--data", server.Folder));
        Assert.Contains("Did you mean 'thing-name-invalid'?", wrong.Error, StringComparison.Ordinal);
        var nothing = new TestTerminal();
        Assert.Equal(1, await nothing.RunAsync("why", "nobody", "--data", server.Folder));
        Assert.Contains("nothing is recorded of 'nobody'", nothing.Error, StringComparison.Ordinal);
    }

    static async Task<JsonNode> OneAsync(HatcheryServer server, string what) =>
        await OneOrNoneAsync(server, what) ?? throw new InvalidOperationException($"no attempt of {what}");

    static async Task<JsonNode?> OneOrNoneAsync(HatcheryServer server, string what)
    {
        var terminal = new TestTerminal();
        Assert.Equal(0, await terminal.RunAsync("why", what, "--count", "1", "--json", "--data", server.Folder));
        return JsonNode.Parse(terminal.Out)!["attempts"]!.AsArray().FirstOrDefault();
    }

    static string? Word(JsonNode attempt, string member) => attempt[member]?.GetValue<string>();

    static List<string> Kinds(JsonNode attempt) => [.. attempt["steps"]!.AsArray().Select(step => step!["kind"]!.GetValue<string>())];

    /// <summary>Without repetitions: a client may send its filters in one SUBSCRIBE or in several.</summary>
    static IEnumerable<string> Squeezed(List<string> kinds) => kinds.Where((kind, i) => i == 0 || kinds[i - 1] != kind);

    static TestCertificate DeviceFiles(string folder, ProvisionedDevice device)
    {
        var (certificate, key) = (Path.Combine(folder, "own.pem"), Path.Combine(folder, "own.key"));
        File.WriteAllText(certificate, device.CertificatePem);
        File.WriteAllText(key, device.PrivateKeyPem);
        return new TestCertificate(device.CertificateId, "", System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(certificate, key), certificate, key);
    }

    static void AssertNoSecret(string folder, string log, ProvisionedDevice device)
    {
        var files = Directory.GetFiles(folder, "attempts.db*");
        Assert.NotEmpty(files);
        var lines = device.PrivateKeyPem!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Length > 40);
        foreach (var text in files.Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))).Append(log))
        {
            Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
            Assert.DoesNotContain("-----BEGIN", text, StringComparison.Ordinal);
            Assert.All(lines, line => Assert.DoesNotContain(line, text, StringComparison.Ordinal));

            // A token is 256 characters of base64url; nothing recorded has so long a word.
            Assert.DoesNotMatch(new Regex("[A-Za-z0-9_-]{200,}", RegexOptions.NonBacktracking), text);
        }
    }
}
