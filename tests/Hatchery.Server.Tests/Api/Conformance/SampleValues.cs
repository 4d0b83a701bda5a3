using System.Text.Json.Nodes;
using Hatchery.Server.Api;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>
/// A value that fits for each input member: the same for all operations, or an operation's own where it changes, makes or deletes what
/// it names.
/// </summary>
sealed class SampleValues
{
    readonly Dictionary<string, Func<Task<JsonNode?>>> values = [];
    readonly Dictionary<string, string[]> companions = [];

    public static async Task<SampleValues> PopulateAsync(NounMaker make)
    {
        var samples = new SampleValues();
        await SampleRegistry.FillAsync(samples, make);
        SampleRequests.Fill(samples, make);
        return samples;
    }

    /// <summary>A value for a member, <c>thingName</c>, or for an operation's, <c>CreateThing.thingName</c>.</summary>
    public void Add(string member, JsonNode value) => values[member] = () => Task.FromResult<JsonNode?>(value.DeepClone());

    /// <summary>A value that is made anew for each request.</summary>
    public void AddNew(string member, Func<Task<string>> make) => values[member] = async () => await make();

    /// <summary>The value of another member, or what is made of it.</summary>
    public void AddMember(string member, string other, Func<string, string>? make = null) => AddNew(member, async () =>
    {
        var value = $"{await For("", other)}";
        return make is null ? value : make(value);
    });

    /// <summary>
    /// Members that a request needs beside those that the model requires: for an operation, or for one of its members, which then
    /// replace the operation's.
    /// </summary>
    public void Need(string operationOrMember, params string[] members) => companions[operationOrMember] = members;

    public Task<JsonNode?> For(string operation, string member) =>
        (values.GetValueOrDefault($"{operation}.{member}") ?? values.GetValueOrDefault(member)
            ?? throw new InvalidOperationException($"Neither {nameof(SampleRegistry)} nor {nameof(SampleRequests)} has a value for {operation}.{member}"))();

    /// <summary>The smallest request that succeeds with a member, or without any optional one.</summary>
    public async Task<Dictionary<string, JsonNode?>> RequestAsync(ApiOperation operation, IReadOnlyList<InputMember> members, string? with = null)
    {
        var needed = companions.GetValueOrDefault($"{operation.Name}.{with}") ?? companions.GetValueOrDefault(operation.Name) ?? [];
        Dictionary<string, JsonNode?> request = [];
        foreach (var member in members.Where(member => member.IsRequired || member.Name == with || needed.Contains(member.Name)))
        {
            request[member.Name] = await For(operation.Name, member.Name);
        }

        return request;
    }
}
