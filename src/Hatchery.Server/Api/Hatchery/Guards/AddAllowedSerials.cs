using System.Text.Json.Serialization;
using Hatchery.Core;

namespace Hatchery.Server.Api.Hatchery.Guards;

/// <summary>Lists serial numbers beside those that are; a list of any size is sent in several requests.</summary>
public static class AddAllowedSerials
{
    /// <summary>Serial numbers that one transaction writes: other registrations don't wait longer for it.</summary>
    const int BatchMax = 500;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Request(IReadOnlyList<string?>? Serials = null);

    /// <param name="Added">Those that were not listed yet.</param>
    public sealed record Response(int Added);

    internal static async ValueTask<ApiResponse> Handle(GuardSubject.Finder find, ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var serials = Checked(request.Body(HatcheryJson.Default.AddAllowedSerialsRequest).Serials);
        var subject = await services.Registry.ReadAsync(tx => find(tx), ct);
        var added = 0;
        foreach (var batch in serials.Chunk(BatchMax))
        {
            added += await services.Registry.TransactAsync(tx => tx.AllowLists.Add(subject.Scope, batch), ct);
        }

        return ApiResponse.Json(new Response(added), HatcheryJson.Default.AddAllowedSerialsResponse);
    }

    static IReadOnlyList<string> Checked(IReadOnlyList<string?>? serials)
    {
        if (serials is not { Count: >= 1 and <= Limits.SerialNumbersPerRequestMax })
        {
            throw AwsError.InvalidRequest($"serials must be a list of 1 to {Limits.SerialNumbersPerRequestMax} serial numbers");
        }

        return [.. serials.Select(serial => serial is { Length: > 0 and <= Limits.SerialNumberMax } && !serial.Any(char.IsControl)
            ? serial
            : throw AwsError.InvalidRequest($"A serial number has 1 to {Limits.SerialNumberMax} characters and no control characters; {NearMiss.Quote(serial ?? "null")} has not"))];
    }
}
