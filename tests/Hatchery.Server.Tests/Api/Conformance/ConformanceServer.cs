using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>A server whose registry holds two of everything, each with all that can be set on it.</summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    public const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:Connect","Resource":"*"}]}""";

    readonly ApiServer api = new();
    int made;

    internal AwsModel? Model { get; } = AwsModel.Find(out _);

    internal NounMaker Make { get; private set; } = null!;

    /// <summary>Values of input members that fit what is in the registry.</summary>
    internal SampleValues Values { get; private set; } = null!;

    /// <summary>How many changes were committed so far.</summary>
    public int Changes => Volatile.Read(ref made);

    public async ValueTask InitializeAsync()
    {
        await api.InitializeAsync();
        api.Registry.Committed += changes => Interlocked.Add(ref made, changes.Count);
        Make = new NounMaker(api);
        Values = await SampleValues.PopulateAsync(Make);
    }

    public async ValueTask DisposeAsync()
    {
        Make.Dispose();
        await api.DisposeAsync();
    }

    /// <summary>Sends an operation with the members that are given.</summary>
    internal Task<Answer> SendAsync(ApiOperation operation, IReadOnlyDictionary<string, JsonNode?> values) => SendAsync(WireRequest.Of(operation, Model!.InputMembers(operation.Name), values));

    internal Task<Answer> SendAsync(WireRequest request) => api.SendAsync(request.Method, request.Target, request.Body, headers: request.Headers);

    /// <summary>Fails when there are problems; what an older model than the table's says otherwise is skipped, by name.</summary>
    internal void Judge(IReadOnlyList<string> problems)
    {
        Assert.SkipUnless(problems.Count == 0 || Model!.IsCurrent, $"The model of the client on this machine is older: {string.Join("; ", problems)}");
        Assert.Empty(problems);
    }

    /// <summary>Skips, by name, what the model of an older client doesn't have.</summary>
    internal ApiOperation Operation(string name)
    {
        Assert.SkipWhen(Model is null, "botocore, which has AWS's service models, is not installed");
        Assert.SkipUnless(Model!.Has(name), $"The model of the client on this machine has no {name}");
        return OperationTable.All.Single(operation => operation.Name == name);
    }
}
