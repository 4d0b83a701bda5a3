using System.Text.Json;
using Hatchery.EndToEnd.Events;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>
/// 1. A thing and its certificate, by aws. 2. Its device connects, by mosquitto_sub, under the thing's name. 3. Search and connectivity data tell
/// so, and why it went. 4. A server that was killed knows nobody as connected.
/// </summary>
public sealed class ConnectivityTests
{
    const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""";

    [Fact]
    public async Task A_device_is_found_by_whether_it_is_connected_across_crashes_of_the_server()
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-e2e-").FullName;
        await using (var server = await HatcheryServer.StartAsync(folder))
        {
            // 1.
            var aws = await AwsCli.ForAsync(server);
            var (certificate, key) = (Path.Combine(folder, "device.pem"), Path.Combine(folder, "device.key"));
            var made = await aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", certificate, "--private-key-outfile", key);
            await aws.RunAsync("iot", "create-policy", "--policy-name", "all", "--policy-document", AllowAll);
            await aws.RunAsync("iot", "attach-policy", "--policy-name", "all", "--target", made.GetProperty("certificateArn").GetString()!);
            await aws.RunAsync("iot", "create-thing", "--thing-name", "Pump-1", "--attribute-payload", """{"attributes":{"site":"Berlin"}}""");

            // 2., 3. The other client is no thing.
            await using (await MosquittoSub.StartAsync(server, certificate, key, "Pump-1", "a"))
            await using (await MosquittoSub.StartAsync(server, certificate, key, "no-thing", "a"))
            {
                var live = await aws.TryAsync("iot", "get-thing-connectivity-data", "--thing-name", "Pump-1");
                if (live.ExitCode == 0)
                {
                    var data = JsonDocument.Parse(live.Output).RootElement;
                    Assert.Equal((true, "NONE"), (data.GetProperty("connected").GetBoolean(), data.GetProperty("disconnectReason").GetString()));
                }

                await Eventually.TrueAsync(async () => await NamesAsync(aws, "connectivity.connected:true") is ["Pump-1"]);
                Assert.Equal(["Pump-1"], await NamesAsync(aws, "thingName:pump* attributes.site:berlin NOT connectivity.connected:false connectivity.timestamp:>1600000000000"));
            }

            // It was killed, not stopped.
            await Eventually.TrueAsync(async () => await NamesAsync(aws, "connectivity.disconnectReason:CONNECTION_LOST") is ["Pump-1"]);

            // 4. The server is killed under it.
            await using var again = await MosquittoSub.StartAsync(server, certificate, key, "Pump-1", "a");
            await Eventually.TrueAsync(async () => await NamesAsync(aws, "connectivity.connected:true") is ["Pump-1"]);
            await server.KillAsync();
        }

        await using (var server = await HatcheryServer.StartAsync(folder))
        {
            var aws = await AwsCli.ForAsync(server);
            var found = Assert.Single((await aws.RunAsync("iot", "search-index", "--query-string", "thingName:pump* -connectivity.connected:true")).GetProperty("things").EnumerateArray());
            Assert.Equal("SERVER_ERROR", found.GetProperty("connectivity").GetProperty("disconnectReason").GetString());
            Assert.Contains("position 1: there is no field 'thingname'", await aws.FailAsync("InvalidQueryException", "iot", "search-index", "--query-string", "thingname:x"), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    static async Task<List<string>> NamesAsync(AwsCli aws, string query) =>
        [.. (await aws.RunAsync("iot", "search-index", "--index-name", "AWS_Things", "--query-string", query)).GetProperty("things").EnumerateArray().Select(thing => thing.GetProperty("thingName").GetString()!)];
}
