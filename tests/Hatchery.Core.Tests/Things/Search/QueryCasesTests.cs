using System.Text.Json;
using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Core.Tests.Things.Search;

/// <summary>Runs every case of <c>tests/Cases/search</c>; add one there, no C# needed.</summary>
public sealed class QueryCasesTests
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    static readonly Fleet Queries = Read<Fleet>("queries.json");

    static readonly IReadOnlyList<Refusal> Refusals = Read<IReadOnlyList<Refusal>>("refused.json");

    public static TheoryData<string> Matched => [.. Queries.Cases.Select(c => c.Query)];

    public static TheoryData<string> Refused => [.. Refusals.Select(c => c.Query)];

    [Theory]
    [MemberData(nameof(Matched))]
    public void Matches_what_the_case_expects(string query)
    {
        var parsed = ThingQueryParser.Parse(query);
        var found = Queries.Things.Select(thing => thing.ToDocument()).Where(parsed.Matches).Select(thing => thing.Thing.Name.Value);
        Assert.Equal(Queries.Cases.First(c => c.Query == query).Matches, found);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_and_says_where(string query)
    {
        var error = Assert.Throws<AwsError>(() => ThingQueryParser.Parse(query));
        Assert.Equal(AwsErrorCode.InvalidQuery, error.Code);
        Assert.Contains(Refusals.First(c => c.Query == query).Error, error.Message, StringComparison.Ordinal);
    }

    static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "search", file)), Options)!;

    sealed record Fleet(IReadOnlyList<GivenThing> Things, IReadOnlyList<Case> Cases);

    sealed record Case(string Query, IReadOnlyList<string> Matches, string? Name = null);

    sealed record Refusal(string Query, string Error);

    sealed record GivenThing(
        string Name,
        string Id,
        IReadOnlyDictionary<string, string> Attributes,
        string? Type = null,
        IReadOnlyList<string>? Groups = null,
        bool Connected = false,
        long? Since = null,
        string? Reason = null)
    {
        public ThingDocument ToDocument() => new(
            new Thing(new ThingName(Name), Id, Type is null ? null : new ThingTypeName(Type), Attributes, 1, DateTimeOffset.UnixEpoch),
            Groups ?? [],
            new ThingConnectivity(Connected, Since is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, Reason));
    }
}
