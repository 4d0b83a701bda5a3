using System.Security.Cryptography.X509Certificates;
using Hatchery.EndToEnd.Harness;

namespace Hatchery.EndToEnd.Gateway;

/// <summary>A server with certificates and policies made by aws: one that may do all, one that may do little, one that may do nothing.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    HatcheryServer _server = null!;
    AwsCli? _aws;

    internal HatcheryServer Server => _server;

    internal AwsCli Aws => _aws!;

    /// <summary>iot:* on *.</summary>
    internal TestCertificate Any { get; private set; } = null!;

    /// <summary>Connects as anything, and publishes, subscribes and receives below <c>ok/</c>; publishes and subscribes, but doesn't receive, <c>deaf</c>.</summary>
    internal TestCertificate Limited { get; private set; } = null!;

    /// <summary>No policy at all.</summary>
    internal TestCertificate Powerless { get; private set; } = null!;

    internal string Arn(string resource) => $"arn:aws:iot:{_server.Info.Region}:{_server.Info.Account}:{resource}";

    public async ValueTask InitializeAsync()
    {
        _server = await HatcheryServer.StartAsync();
        if (!AwsCli.Installed.Any()) return;

        _aws = await AwsCli.ForAsync(_server);
        Any = await AddCertificateAsync("any", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}""");
        Limited = await AddCertificateAsync("limited", $$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"iot:Connect","Resource":"*"},
              {"Effect":"Allow","Action":["iot:Publish","iot:Receive"],"Resource":"{{Arn("topic/ok/*")}}"},
              {"Effect":"Allow","Action":"iot:Publish","Resource":"{{Arn("topic/deaf")}}"},
              {"Effect":"Allow","Action":"iot:Subscribe","Resource":["{{Arn("topicfilter/ok/*")}}","{{Arn("topicfilter/deaf")}}"]}]}
            """);
        Powerless = await AddCertificateAsync("powerless", policy: null);
    }

    /// <summary>An ACTIVE certificate; its policy gets its name.</summary>
    internal async Task<TestCertificate> AddCertificateAsync(string name, string? policy)
    {
        var (certificateFile, keyFile) = (Path.Combine(_server.Folder, name + ".pem"), Path.Combine(_server.Folder, name + ".key"));
        var made = await Aws.RunAsync("iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", certificateFile, "--private-key-outfile", keyFile);
        var arn = made.GetProperty("certificateArn").GetString()!;
        if (policy is not null)
        {
            await Aws.RunAsync("iot", "create-policy", "--policy-name", name, "--policy-document", policy);
            await Aws.RunAsync("iot", "attach-policy", "--policy-name", name, "--target", arn);
        }

        return new TestCertificate(
            made.GetProperty("certificateId").GetString()!, arn, X509Certificate2.CreateFromPemFile(certificateFile, keyFile), certificateFile, keyFile);
    }

    /// <summary>Skips where the set-up could not be made.</summary>
    internal void Require() => Assert.SkipWhen(_aws is null, "aws is not installed");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>The classes that share one <see cref="GatewayFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayTests : ICollectionFixture<GatewayFixture>
{
    public const string Name = "gateway";
}
