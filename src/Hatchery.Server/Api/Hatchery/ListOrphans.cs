using Hatchery.Core;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>Certificates that wait for their activation, certificates without a thing that are no claims, things without a certificate. A page may be empty though a token says that more follow.</summary>
public static class ListOrphans
{
    static readonly string[] Kinds = ["pending-certificate", "certificate-without-thing", "thing-without-certificate"];

    public sealed record Found(string Kind, string Name, string? Status, DateTimeOffset? Since, long? AgeSeconds, string Fix);

    public sealed record Response(IReadOnlyList<Found> Orphans, string? NextToken);

    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var asked = request.Query("kind");
        new Validation().OneOf("kind", asked, Kinds).ThrowIfAny();
        var page = Paging.ByToken(request);
        var (kind, after) = page.After is { } position ? Begun(position) : (asked is null ? 0 : Array.IndexOf(Kinds, asked), null);
        var now = services.Time.GetUtcNow();
        var found = await services.Registry.ReadAsync(tx => Orphans.List(tx, (OrphanKind)kind, page with { After = after }), ct);
        return ApiResponse.Json(
            new Response([.. found.Items.Select(orphan => Of(orphan, now))], Paging.Token(Next(kind, found.Next, isLast: asked is not null))),
            HatcheryJson.Default.ListOrphansResponse);
    }

    static Found Of(Orphan orphan, DateTimeOffset now) => new(
        Kinds[(int)orphan.Kind], orphan.Name, orphan.Status, orphan.Since, orphan.Since is { } since ? (long)(now - since).TotalSeconds : null, orphan.Fix);

    /// <summary>After the last page of a kind comes the first of the next one.</summary>
    static string? Next(int kind, string? next, bool isLast)
    {
        if (next is not null)
        {
            return $"{kind}:{next}";
        }

        return isLast || kind == Kinds.Length - 1 ? null : $"{kind + 1}:";
    }

    static (int Kind, string? After) Begun(string position) =>
        position is [>= '0' and var digit, ':', .. var after] && digit - '0' < Kinds.Length
            ? (digit - '0', after is "" ? null : after)
            : throw AwsError.InvalidRequest("Invalid nextToken: it is not one that this server gave");
}
