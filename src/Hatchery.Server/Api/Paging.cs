using System.Globalization;
using System.Text;
using Hatchery.Core;
using Hatchery.Core.Registry;

namespace Hatchery.Server.Api;

/// <summary>AWS's two ways to page: pageSize/marker/isAscendingOrder and maxResults/nextToken. A token is the base64 of a position.</summary>
public static class Paging
{
    /// <param name="others">Checks of further members, to be told in one message with those of the page.</param>
    public static PageRequest ByMarker(ApiRequest request, Validation? others = null)
    {
        var validation = others ?? new Validation();
        if (request.Query("marker") is { Length: > 0 } marker)
        {
            validation.Text("marker", marker, "[A-Za-z0-9+/]+={0,2}", 0, 1_024);
        }

        return Read(request, "pageSize", "marker", validation) with { Ascending = request.QueryFlag("isAscendingOrder") };
    }

    /// <inheritdoc cref="ByMarker"/>
    public static PageRequest ByToken(ApiRequest request, Validation? others = null, int max = Limits.PageSizeMax) =>
        Read(request, "maxResults", "nextToken", others ?? new Validation(), max);

    /// <summary>Null at the end: an empty token would make clients loop.</summary>
    public static string? Token(string? next) => next is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(next));

    static PageRequest Read(ApiRequest request, string sizeName, string tokenName, Validation validation, int max = Limits.PageSizeMax)
    {
        var size = Limits.PageSizeDefault;
        if (request.Query(sizeName) is { } text)
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out size))
            {
                throw AwsError.InvalidRequest($"Query parameter {sizeName} must be a whole number, not '{text}'");
            }

            validation.Range(sizeName, size, 1, max);
        }

        validation.ThrowIfAny();
        return new PageRequest(size, Position(tokenName, request.Query(tokenName)));
    }

    /// <summary>The position that a token stands for; null for the first page.</summary>
    /// <exception cref="AwsError">InvalidRequestException for a token that isn't ours.</exception>
    public static string? Position(string name, string? token)
    {
        // Scripts begin their loops with an empty one.
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, true).GetString(Convert.FromBase64String(token));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw AwsError.InvalidRequest($"Invalid {name}: it is not one that this server gave");
        }
    }
}
