namespace Hatchery.EndToEnd.Harness;

/// <summary>A CA that an operator made by <c>openssl</c> in a folder of its own, and the devices it signs, which connect by <c>mosquitto_pub</c>.</summary>
sealed class OpenSslCa
{
    readonly Seed seed;

    OpenSslCa(Seed seed, string folder) => (this.seed, Folder) = (seed, folder);

    public string Folder { get; }

    public string CertificateFile => Path.Combine(Folder, "ca.pem");

    public static async Task<OpenSslCa> CreateAsync(Seed seed, string name)
    {
        var ca = new OpenSslCa(seed, Directory.CreateDirectory(Path.Combine(seed.Server.Folder, name)).FullName);
        await ca.RunAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", $"/CN={name} CA", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
        return ca;
    }

    /// <summary>Registers it, ACTIVE and with auto-registration, by proof of its key; its id.</summary>
    public async Task<string> RegisterAsync(params string[] more)
    {
        var code = (await seed.Aws.RunAsync("iot", "get-registration-code")).GetProperty("registrationCode").GetString();
        await SignAsync("proof", $"/CN={code}");
        var registered = await seed.Aws.RunAsync([
            "iot", "register-ca-certificate", "--ca-certificate", $"file://{CertificateFile}", "--verification-certificate", $"file://{Folder}/proof.pem",
            "--set-as-active", "--allow-auto-registration", .. more]);
        return registered.GetProperty("certificateId").GetString()!;
    }

    /// <summary><c>NAME.key</c> and <c>NAME.csr</c>.</summary>
    public Task RequestAsync(string name, string subject) =>
        RunAsync("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", $"{name}.key", "-out", $"{name}.csr", "-subj", subject);

    /// <summary>The same, and <c>NAME.pem</c> of this CA's making.</summary>
    public async Task SignAsync(string name, string subject, string? extensions = null)
    {
        await RequestAsync(name, subject);
        await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}.ext"), extensions ?? "basicConstraints=CA:FALSE");
        await RunAsync("x509", "-req", "-in", $"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", $"{name}.pem", "-days", "1", "-sha256", "-extfile", $"{name}.ext");
    }

    /// <summary>A connection of a device of this folder, and one QoS 1 message on it.</summary>
    public Task<Command> PublishAsync(string name, string clientId, string topic = "hello")
    {
        var program = Command.Find("mosquitto_pub");
        Assert.SkipWhen(program is null, "mosquitto-clients is not installed");
        return Command.RunAsync(program,
        [
            "-h", "localhost", "-p", $"{seed.Server.Info.MqttPort}", "--cafile", seed.Server.Info.RootCaFile,
            "--cert", $"{Folder}/{name}.pem", "--key", $"{Folder}/{name}.key", "-i", clientId, "-q", "1", "-t", topic, "-m", "x",
        ]);
    }

    async Task RunAsync(params string[] arguments)
    {
        var done = await Command.RunAsync("openssl", arguments, workingFolder: Folder);
        Assert.True(done.ExitCode == 0, done.Error);
    }
}
