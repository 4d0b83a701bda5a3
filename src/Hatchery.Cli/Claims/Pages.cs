using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Hatchery.Cli.Commands;

namespace Hatchery.Cli.Claims;

/// <summary>Walks a list of Hatchery's own API page by page.</summary>
static class Pages
{
    /// <param name="path">Below <c>/hatchery/v1</c>, with its query.</param>
    /// <param name="member">The list in each answer.</param>
    public static async IAsyncEnumerable<JsonObject> WalkAsync(ServerCall call, string path, string member, [EnumeratorCancellation] CancellationToken ct)
    {
        var query = $"{path}{(path.Contains('?') ? '&' : '?')}maxResults=250";
        for (string? token = ""; token is not null;)
        {
            var answer = await call.Api.HatcheryAsync(HttpMethod.Get, token is "" ? query : $"{query}&nextToken={Uri.EscapeDataString(token)}", body: null, ct);
            foreach (var item in answer[member]!.AsArray().OfType<JsonObject>())
            {
                yield return item;
            }

            token = (string?)answer["nextToken"];
        }
    }
}
