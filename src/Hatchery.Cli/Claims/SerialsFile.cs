using System.Text.Json.Nodes;
using Hatchery.Cli.Commands;
using Hatchery.Core;

namespace Hatchery.Cli.Claims;

/// <summary>Sends a file of serial numbers, one a line, piece by piece: it may be of any size.</summary>
static class SerialsFile
{
    /// <summary>Characters of one request, well within the API's bound for a body whatever JSON makes of them.</summary>
    const int CharactersMax = 100_000;

    /// <param name="path">Below <c>/hatchery/v1</c>: where they are added.</param>
    /// <returns>How many lines it has, and how many of them were new.</returns>
    /// <exception cref="FailureException">A line that is no serial number; what came before it is added.</exception>
    public static async Task<(long Lines, long Added)> SendAsync(string file, string path, ServerCall call)
    {
        var (lines, added, characters) = (0L, 0L, 0);
        var piece = new JsonArray();
        await foreach (var line in File.ReadLinesAsync(file, call.Ct))
        {
            if (line.Trim() is not { Length: > 0 } serial)
            {
                continue;
            }

            lines++;
            if (serial.Length > Limits.SerialNumberMax)
            {
                throw new FailureException($"{file}: serial number {lines} has {serial.Length} characters; the most is {Limits.SerialNumberMax}");
            }

            piece.Add(serial);
            characters += serial.Length;
            if (piece.Count == Limits.SerialNumbersPerRequestMax || characters >= CharactersMax)
            {
                added += await SendAsync(piece, path, call);
                (piece, characters) = ([], 0);
            }
        }

        return (lines, piece.Count == 0 ? added : added + await SendAsync(piece, path, call));
    }

    static async Task<long> SendAsync(JsonArray serials, string path, ServerCall call)
    {
        var answer = await call.Api.HatcheryAsync(HttpMethod.Post, path, new JsonObject { ["serials"] = serials }, call.Ct);
        return (long)answer["added"]!;
    }
}
