using System.Text.Json.Nodes;
using Hatchery.Device;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Guards;

/// <summary>An operator guards a claim by the command line; devices come over TLS and MQTT.</summary>
public sealed class ClaimGuardTests(SeedFixture fixture)
{
    const string Refused = "A guard refused the request.";

    [Fact]
    public async Task An_allow_list_lets_each_of_its_serial_numbers_register_once()
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "listed");

        // 1. The factory's file, a serial number a line.
        var file = Path.Combine(fixture.Server.Folder, "serials.txt");
        await File.WriteAllLinesAsync(file, ["SN-1", "", " SN-2 "], TestContext.Current.CancellationToken);
        var shown = await claim.RunAsync("claim", "guard", claim.Id[..12], "--allow-list", file, "--name", "batch-7");
        Assert.Contains("by SerialNumber, one use each", shown);
        Assert.Contains("2 of 2 serial numbers were new to the list", shown);

        // 2. A device of it, the same serial number again, and a stranger: they don't hear which guard it was.
        Assert.Equal("listed-SN-1", (await claim.ProvisionAsync("SN-1")).ThingName);
        foreach (var serial in (string[])["SN-1", "SN-3"])
        {
            var refusal = await claim.RefusedAsync(serial);
            Assert.Equal((403, "AccessDenied"), (refusal.StatusCode, refusal.ErrorCode));
            Assert.StartsWith(Refused, refusal.ErrorMessage, StringComparison.Ordinal);
            Assert.Matches(@" Attempt [0-9a-f]{14}\. \[guard-refused\]$", refusal.ErrorMessage);
            Assert.DoesNotContain(serial, refusal.ErrorMessage, StringComparison.Ordinal);
        }

        // 3. The operator does, by the name of the claim.
        var told = (await claim.RefusedAsync("SN-3")).ErrorMessage;
        var attempt = told[(told.IndexOf("Attempt ", StringComparison.Ordinal) + 8)..][..14];
        await Eventually.TrueAsync(async () => (await claim.AskAsync(HttpMethod.Get, "attempts?cause=guard-refused")).ToJsonString().Contains(attempt, StringComparison.Ordinal));
        var seen = (await claim.AskAsync(HttpMethod.Get, $"attempts/{attempt}"))["steps"]!.AsArray().Select(step => $"{step!["failure"]?["evidence"]?["detail"]}");
        Assert.Contains(seen, detail => detail.Contains($"Guard allow-list of cert/{claim.Id}: the serial number 'SN-3' is not in the list.", StringComparison.Ordinal));
        var devices = await claim.RunAsync("claim", "devices", "batch-7", "--json");
        var device = JsonNode.Parse(devices.Split('\n')[0])!;
        Assert.Equal(("listed-SN-1", "listed", "ACTIVE"), ($"{device["thingName"]}", $"{device["templateName"]}", $"{device["status"]}"));

        // 4. Cleared, everybody passes.
        await claim.RunAsync("claim", "guard", "batch-7", "--clear");
        await claim.ProvisionAsync("SN-3");
    }

    [Fact]
    public async Task A_window_a_network_and_a_claims_last_device_end_it()
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "closing");
        await claim.RunAsync("claim", "guard", "--template", "closing", "--max-devices", "1");
        await claim.ProvisionAsync("1");
        await claim.RefusedAsync("2");
        await claim.RunAsync("claim", "guard", "--template", "closing", "--max-devices", "off", "--refuse-existing");
        await claim.RefusedAsync("1");
        await claim.ProvisionAsync("2");

        await claim.RunAsync("claim", "guard", claim.Id, "--window", "2020-01-01..2020-02-01");
        Assert.StartsWith(Refused, (await claim.RefusedAsync("3")).ErrorMessage, StringComparison.Ordinal);
        await claim.RunAsync("claim", "guard", claim.Id, "--window", "off", "--networks", "192.0.2.0/24,2001:db8::/32");
        await claim.RefusedAsync("3");
        await claim.RunAsync("claim", "guard", claim.Id, "--networks", "127.0.0.0/8,::1", "--rate", "1/hour");
        await claim.ProvisionAsync("3");
        await claim.RefusedAsync("4");
        Assert.Contains("Rate             1/hour", await claim.RunAsync("claim", "guard", claim.Id));
    }

    [Fact]
    public async Task A_held_device_is_told_to_come_again_and_passes_once_it_is_approved()
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "held");
        await claim.RunAsync("claim", "guard", claim.Id, "--approval");

        var told = await claim.RefusedAsync("A");
        Assert.Equal((403, "AccessDenied"), (told.StatusCode, told.ErrorCode));
        Assert.Contains("waits for approval. Send the same request again later.", told.ErrorMessage);
        await claim.RefusedAsync("A");
        await claim.RefusedAsync("B");

        var listed = await claim.RunAsync("claim", "approvals", claim.Id, "--json");
        Assert.Equal(["A", "B"], listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{JsonNode.Parse(line)!["serial"]}"));
        Assert.Contains("1 approved", await claim.RunAsync("claim", "approve", claim.Id, "--serial", "A"));
        Assert.Contains("1 refused", await claim.RunAsync("claim", "refuse", claim.Id, "--all"));

        Assert.Equal("held-A", (await claim.ProvisionAsync("A")).ThingName);
        Assert.StartsWith(Refused, (await claim.RefusedAsync("B")).ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("waits for approval", (await claim.RefusedAsync("A")).ErrorMessage);
    }

    [Fact]
    public async Task An_operators_own_registration_of_what_came_through_a_claim_counts_among_its_devices()
    {
        const string body = """
            {"Parameters":{"Id":{"Type":"String"},"SerialNumber":{"Type":"String"}},"Resources":{
              "thing":{"Type":"AWS::IoT::Thing","Properties":{"ThingName":{"Ref":"SerialNumber"}}},
              "certificate":{"Type":"AWS::IoT::Certificate","Properties":{"CertificateId":{"Ref":"Id"},"Status":"ACTIVE"}}}}
            """;
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "by_hand");

        // 1. A device made its certificate and didn't get further: the claim takes two devices, and only those of a list.
        await claim.RunAsync("claim", "guard", claim.Id, "--allow-list", await ListAsync("hand-1"), "--max-devices", "1");
        await claim.RefusedAsync("hand-9");
        var pending = $"{(await claim.AskAsync(HttpMethod.Get, $"claims/{claim.Id}/devices"))["devices"]![0]!["certificateId"]}";

        // 2. The operator finishes by RegisterThing: the list holds for this call too, and says why, since nobody listens.
        // Where the caller is, and approval, is nothing to ask an operator.
        await claim.RunAsync("claim", "guard", claim.Id, "--networks", "192.0.2.0/24", "--approval");
        var refused = await Assert.ThrowsAsync<Hatchery.Cli.Aws.AwsApiException>(() => RegisterAsync("hand-9"));
        Assert.Equal("ResourceRegistrationFailureException", refused.Code);
        Assert.Contains($"Guard allow-list of cert/{claim.Id}: the serial number 'hand-9' is not in the list.", refused.Message);
        await RegisterAsync("hand-1");
        Assert.Equal("ACTIVE", await claim.StatusOfAsync(pending));

        // 3. It is the claim's last device, however it was registered; doing it again is no second one.
        await RegisterAsync("hand-1");
        await claim.RunAsync("claim", "guard", claim.Id, "--allow-list", "off", "--networks", "off", "--approval", "false");
        await claim.RefusedAsync("hand-2");
        Assert.Contains("Registered       1", await claim.RunAsync("claim", "guard", claim.Id));

        Task<JsonObject> RegisterAsync(string serial) => claim.AskIotAsync(HttpMethod.Post, "/things", new JsonObject
        {
            ["templateBody"] = body,
            ["parameters"] = new JsonObject { ["Id"] = pending, ["SerialNumber"] = serial },
        });
    }

    async Task<string> ListAsync(params string[] serials)
    {
        var file = Path.Combine(fixture.Server.Folder, $"{Guid.NewGuid():N}.txt");
        await File.WriteAllLinesAsync(file, serials, TestContext.Current.CancellationToken);
        return file;
    }

    [Fact]
    public async Task Revoking_a_claim_with_its_devices_ends_their_sessions()
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "leaked");
        var device = await claim.ProvisionAsync("1");
        await using var connection = await claim.ConnectAsync(device);

        // Without an answer nothing happens.
        var unasked = new Cli.Tests.TestTerminal();
        Assert.Equal(1, await unasked.RunAsync("claim", "revoke", claim.Id, "--with-devices", "--data", fixture.Server.Folder));
        Assert.Contains("1 certificates that came through it end for good", unasked.Error);
        Assert.Equal("ACTIVE", await claim.StatusOfAsync(device.CertificateId));

        var done = await claim.RunAsync("claim", "revoke", claim.Id, "--with-devices", "--yes");

        Assert.Contains("and 1 devices", done);
        Assert.Equal(("REVOKED", "REVOKED"), (await claim.StatusOfAsync(claim.Id), await claim.StatusOfAsync(device.CertificateId)));
        await Assert.ThrowsAnyAsync<Exception>(() => connection.ReceiveAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<DeviceConnectionException>(() => claim.ConnectAsync(device));
        await Assert.ThrowsAnyAsync<Exception>(() => claim.ProvisionAsync("2"));
    }

    [Theory]
    [InlineData("deactivate", "INACTIVE")]
    [InlineData("revoke", "REVOKED")]
    [InlineData("keep", "ACTIVE")]
    public async Task Older_certificates_end_once_the_new_one_has_connected_and_not_before(string setting, string status)
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, $"again_{setting}");
        await claim.RunAsync("template", claim.Template, "--older-certificates", setting);
        var first = await claim.ProvisionAsync("1");
        await using (await claim.ConnectAsync(first))
        {
        }

        var second = await claim.ProvisionAsync("1");
        var third = await claim.ProvisionAsync("1");
        Assert.Equal(first.ThingName, third.ThingName);
        Assert.Equal("ACTIVE", await claim.StatusOfAsync(first.CertificateId));

        await using (await claim.ConnectAsync(second))
        {
            await Eventually.TrueAsync(async () => await claim.StatusOfAsync(first.CertificateId) == status);
        }

        Assert.Equal(("ACTIVE", "ACTIVE"), (await claim.StatusOfAsync(second.CertificateId), await claim.StatusOfAsync(third.CertificateId)));
    }

    [Fact]
    public async Task Orphans_are_listed_with_the_command_that_mends_them()
    {
        using var claim = await GuardedClaim.MakeAsync(fixture.Server, "orphaned");
        await claim.RunAsync("claim", "guard", claim.Id, "--max-devices", "0");
        await claim.RefusedAsync("1");

        var pending = $"{(await claim.AskAsync(HttpMethod.Get, $"claims/{claim.Id}/devices"))["devices"]![0]!["certificateId"]}";
        var listed = await claim.RunAsync("orphans");

        Assert.Contains($"pending-certificate  {pending}  PENDING_ACTIVATION", listed);
        Assert.Contains($"aws iot delete-certificate --certificate-id {pending} --force-delete", listed);
        Assert.DoesNotContain(claim.Id, listed);
    }
}
