using System.Text.Json;
using System.Text.Json.Nodes;
using Hatchery.EndToEnd.Gateway;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Causes;

/// <summary>The devices of the cases: mosquitto's clients.</summary>
public sealed partial class CauseWorld
{
    /// <summary>One of mosquitto's clients with a certificate. It isn't answered for long when something is wrong.</summary>
    internal Task<Command> MosquittoAsync(string program, TestCertificate certificate, params string[] options) => Command.RunAsync(
        program,
        [
            "-h", "localhost", "-p", $"{Server.Info.MqttPort}", "--cafile", Server.Info.RootCaFile, "--cert", certificate.CertificateFile, "--key", certificate.KeyFile,
            .. options.Contains("-V") ? [] : (string[])["-V", "mqttv311"], .. options,
        ],
        limit: TimeSpan.FromSeconds(30));

    /// <summary>A <c>mosquitto_pub</c> that the server hangs up on, before its CONNACK or its PUBACK.</summary>
    internal async Task<Met> RefusedPubAsync(TestCertificate certificate, params string[] options)
    {
        var clientId = Name("pub");
        var done = await MosquittoAsync("mosquitto_pub", certificate, ["-i", clientId, .. options.Contains("-t") ? [] : (string[])["-t", "a"], .. options.Contains("-q") ? [] : (string[])["-q", "1"], .. options.Contains("-f") ? [] : (string[])["-m", "x"], .. options]);
        Assert.NotEqual(0, done.ExitCode);
        return new Met(clientId);
    }

    internal async Task<Met> RefusedPubAsync(string policy, params string[] options) => await RefusedPubAsync(await CertificateAsync(policy), options);

    /// <summary>A <c>mosquitto_sub</c> that gets no SUBACK, or a refusing one.</summary>
    internal async Task<Met> RefusedSubAsync(string policy, params string[] options)
    {
        var clientId = Name("sub");
        var done = await MosquittoAsync("mosquitto_sub", await CertificateAsync(policy), ["-i", clientId, "-W", "2", .. options]);
        Assert.NotEqual(0, done.ExitCode);
        return new Met(clientId);
    }

    /// <summary>Asks a provisioning topic by <c>mosquitto_rr</c> and is rejected.</summary>
    internal async Task<Met> RejectedAsync(string topic, string payload)
    {
        var clientId = Name("rejected");
        return new Met(clientId, (await AskAsync(clientId, topic, "rejected", payload)).GetProperty("errorMessage").GetString());
    }

    /// <summary>The same on a CBOR topic: of the answer only its text is looked at.</summary>
    internal async Task<Met> RejectedCborAsync(string cause, string payload)
    {
        var clientId = Name("rejected");
        var done = await RequestAsync(clientId, "$aws/certificates/create-from-csr/cbor", "rejected", payload);
        Assert.Contains($"[{cause}]", done.Output, StringComparison.Ordinal);
        return new Met(clientId);
    }

    /// <summary>Creates a certificate and registers it by a template, which is rejected.</summary>
    internal Task<Met> RejectedRegistrationAsync(string template, string parameters = """{"SerialNumber":"s1"}""") =>
        RejectedRegistrationAsync(template, _ => Task.FromResult(parameters));

    /// <param name="between">What happens to the certificate between the two requests, by its id; gives the parameters.</param>
    internal async Task<Met> RejectedRegistrationAsync(string template, Func<string, Task<string>> between)
    {
        var clientId = Name("rejected");
        var created = await AskAsync(clientId, "$aws/certificates/create-from-csr/json", "accepted", JsonSerializer.Serialize(new { certificateSigningRequest = Csr() }));
        var parameters = await between(created.GetProperty("certificateId").GetString()!);
        var request = new JsonObject { ["certificateOwnershipToken"] = created.GetProperty("certificateOwnershipToken").GetString(), ["parameters"] = JsonNode.Parse(parameters) };
        var answer = await AskAsync(clientId, $"$aws/provisioning-templates/{template}/provision/json", "rejected", JsonSerializer.Serialize(request));
        return new Met(clientId, answer.GetProperty("errorMessage").GetString());
    }

    /// <summary>A request by <c>mosquitto_rr</c>, and the answer of the kind that is waited for.</summary>
    internal async Task<JsonElement> AskAsync(string clientId, string topic, string outcome, string payload)
    {
        var done = await RequestAsync(clientId, topic, outcome, payload);
        Assert.True(done.ExitCode == 0, $"{topic}: {done.Error}");
        using var json = JsonDocument.Parse(done.Output);
        return json.RootElement.Clone();
    }

    internal Task<Command> RequestAsync(string clientId, string topic, string outcome, string payload, params string[] more) => MosquittoAsync(
        "mosquitto_rr", Claim, ["-i", clientId, "-q", "1", "-W", "15", "-t", topic, "-e", $"{topic}/{outcome}", "-m", payload, .. more]);

    /// <summary>Moves a row of the registry back in time: nobody waits an hour for a token to expire.</summary>
    internal async Task AgeAsync(string update)
    {
        await using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Server.Folder, "hatchery.db")};Pooling=False;Default Timeout=5");
        await database.OpenAsync(Ct);
        await using var command = database.CreateCommand();
        command.CommandText = update;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Ct));
    }
}
