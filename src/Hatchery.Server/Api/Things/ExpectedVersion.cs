using System.Globalization;
using Hatchery.Core;

namespace Hatchery.Server.Api.Things;

/// <summary>Optimistic concurrency of things and thing groups: a change is refused when the caller looked at an older version.</summary>
static class ExpectedVersion
{
    public static long? FromQuery(ApiRequest request) => request.Query("expectedVersion") switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version) => version,
        var text => throw AwsError.InvalidRequest($"Query parameter expectedVersion must be a whole number, not '{text}'"),
    };

    /// <exception cref="AwsError">VersionConflictException.</exception>
    public static void Demand(long? expected, long actual, string what)
    {
        if (expected is { } version && version != actual)
        {
            throw new AwsError(
                AwsErrorCode.VersionConflict,
                $"The version for {what} does not match the expected version. Expected: {version}, actual: {actual}");
        }
    }
}
