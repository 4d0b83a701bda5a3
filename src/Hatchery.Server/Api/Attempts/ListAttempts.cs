using System.Globalization;
using Hatchery.Core;
using Hatchery.Core.Diagnosis;
using Hatchery.Core.Registry;
using Hatchery.Core.Things;
using Hatchery.Server.Diagnosis;

namespace Hatchery.Server.Api.Attempts;

/// <summary>What devices tried, newest first; with <c>changedAfter</c> what changed since, oldest change first.</summary>
public static class ListAttempts
{
    const int FilterMax = 256;
    const int CertificatesOfThingMax = 20;

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var reader = Reader(services);
        var page = Paging.ByToken(request);
        var query = Filters(request) with { Limit = page.Size, Before = Before(page.After), AfterRevision = Revision(request) };
        if (query.What is { } what)
        {
            query = query with { OrCertificates = await services.Registry.ReadAsync(tx => CertificatesOf(tx, what), ct) };
        }

        // INVARIANT: before the list is read, so that a change in between is seen by whoever follows.
        var last = reader.LastRevision();
        var found = reader.List(query);
        if (query.AfterRevision is { } after)
        {
            return Answer(new AttemptPage([.. found.Select(stored => stored.Attempt)], null, found.Count == 0 ? after : found[^1].Revision));
        }

        var next = found.Count < page.Size ? null : Paging.Token(found[^1].Attempt.Id.ToString());
        return Answer(new AttemptPage([.. found.Select(stored => stored.Attempt)], next, last));
    }

    /// <exception cref="AwsError">The server records none.</exception>
    internal static AttemptReader Reader(ApiServices services) => services.Attempts?.Reader
        ?? throw AwsError.InvalidRequest("This server records no provisioning attempts: it was started with --attempts-max 0");

    static ApiResponse Answer(AttemptPage page) => ApiResponse.Json(page, AttemptJson.Default.AttemptPage);

    static AttemptQuery Filters(ApiRequest request)
    {
        var check = new Validation();
        var query = new AttemptQuery
        {
            Outcome = Outcome(request.Query("outcome")),
            Cause = Cause(request.Query("cause")),
            Template = Bounded("templateName"),
            Thing = Bounded("thingName"),
            Certificate = Certificate(Bounded("certificateId")),
            ClientId = Bounded("clientId"),
            Parameter = Bounded("parameterValue"),
            Address = Bounded("address"),
            What = Bounded("what"),
            Since = Since(request.Query("since")),
        };
        check.ThrowIfAny();
        return query;

        string? Bounded(string name)
        {
            check.Text(name, request.Query(name), pattern: null, 1, FilterMax);
            return request.Query(name);
        }
    }

    static AttemptOutcome? Outcome(string? word)
    {
        if (word is null)
        {
            return null;
        }

        var all = Enum.GetValues<AttemptOutcome>();
        return all.Select(outcome => (AttemptOutcome?)outcome).FirstOrDefault(outcome => AttemptJson.Word(outcome!.Value) == word)
            ?? throw AwsError.InvalidRequest($"outcome must be one of {string.Join(", ", all.Select(AttemptJson.Word))}, not {NearMiss.Quote(word)}");
    }

    static string? Cause(string? id) => id is null || CauseRegistry.Find(id) is not null
        ? id
        : throw AwsError.InvalidRequest($"There is no cause {NearMiss.Quote(id)}.{NearMiss.Hint(id, CauseRegistry.All.Select(cause => cause.Id))}");

    static string? Certificate(string? id) => id is null || id.All(char.IsAsciiHexDigit)
        ? id
        : throw AwsError.InvalidRequest($"certificateId must be an id or the beginning of one, in hex, not {NearMiss.Quote(id)}");

    static DateTimeOffset? Since(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 100_000_000_000)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(decimal.ToInt64(seconds * 1000));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw AwsError.InvalidRequest($"since must be a time like 2026-01-31T12:00:00Z or seconds since the epoch, not {NearMiss.Quote(text)}");
    }

    static long? Revision(ApiRequest request) => request.Query("changedAfter") switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => revision,
        var text => throw AwsError.InvalidRequest($"changedAfter must be a revision that this server gave, not {NearMiss.Quote(text)}"),
    };

    static AttemptId? Before(string? position) => position is null
        ? null
        : AttemptId.Parse(position) ?? throw AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave");

    /// <summary>Of the thing that is so named: a device with a wrong client id is found by its thing too.</summary>
    static IReadOnlyList<string> CertificatesOf(IRegistryTransaction registry, string what) => what.Length > Limits.ThingNameMax
        ? []
        : [.. registry.Things.Principals(new ThingName(what), new PageRequest(CertificatesOfThingMax)).Items.Select(principal => principal.Principal.Value)];
}
