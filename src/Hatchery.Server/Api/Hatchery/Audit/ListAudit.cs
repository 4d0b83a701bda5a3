using System.Globalization;
using Hatchery.Core;
using Hatchery.Server.Audit;

namespace Hatchery.Server.Api.Hatchery.Audit;

/// <summary>
/// Who changed what: rows newest first, or with <c>after</c> those behind a row, oldest first, for following.
/// </summary>
public static class ListAudit
{
    /// <param name="Outcome">Success, or AWS's code.</param>
    public sealed record Row(
        long Id, DateTimeOffset Time, string AccessKeyId, string Caller, string Action, string Resource, string? SourceIp, string Outcome, string RequestId);

    public sealed record Response(IReadOnlyList<Row> Rows, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        if (services.Audit is not { } audit)
        {
            throw AwsError.InvalidRequest("This server keeps no audit (--audit-max 0)");
        }

        var query = Query(request);
        var rows = await audit.ReadAsync(query with { Size = query.Size + 1 }, ct);
        var shown = rows.Take(query.Size).ToList();
        var next = rows.Count > query.Size ? Paging.Token($"{shown[^1].Id}") : null;
        return ApiResponse.Json(new Response([.. shown.Select(Of)], next), HatcheryJson.Default.ListAuditResponse);
    }

    static AuditQuery Query(ApiRequest request)
    {
        var page = Paging.ByToken(request);
        var after = Number(request, "after");
        return new AuditQuery
        {
            Caller = Text(request, "caller"),
            AccessKeyId = Text(request, "accessKeyId"),
            Action = Text(request, "action"),
            Resource = Text(request, "resource"),
            SourceIp = Text(request, "sourceIp"),
            Outcome = Text(request, "outcome"),
            Since = Time(request, "since"),
            Until = Time(request, "until"),
            From = Position(page.After) ?? after,
            Ascending = after is not null,
            Size = page.Size,
        };
    }

    static Row Of(AuditRow row) => new(row.Id, row.At, row.AccessKeyId, row.Caller, row.Action, row.Resource, row.SourceIp, row.Outcome, row.RequestId);

    static string? Text(ApiRequest request, string name)
    {
        var value = request.Query(name);
        new Validation().Text(name, value, pattern: null, 1, 2_048).ThrowIfAny();
        return value;
    }

    static DateTimeOffset? Time(ApiRequest request, string name) => request.Query(name) switch
    {
        null => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time,
        var text => throw AwsError.InvalidRequest($"Query parameter {name} must be a time such as 2026-01-31T12:00:00Z, not {NearMiss.Quote(text)}"),
    };

    static long? Number(ApiRequest request, string name) => request.Query(name) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw AwsError.InvalidRequest($"Query parameter {name} must be a whole number, not {NearMiss.Quote(text)}"),
    };

    static long? Position(string? token) => token switch
    {
        null => null,
        _ when long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave"),
    };
}
