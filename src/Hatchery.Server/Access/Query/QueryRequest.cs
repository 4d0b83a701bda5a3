using System.Globalization;
using System.Text;
using Hatchery.Core;
using Hatchery.Core.Registry;
using Hatchery.Server.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Hatchery.Server.Access.Query;

/// <summary>The form of a Query request, <c>Action=CreateRole&amp;RoleName=…</c>: the body of a POST or the query of a GET.</summary>
sealed class QueryRequest(IReadOnlyDictionary<string, string> parameters, ApiCall call)
{
    const int MaxItemsDefault = 100;
    const int MaxItemsMax = 1_000;

    public static QueryRequest Parse(RawTarget target, ReadOnlySpan<byte> form, ApiCall call)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var (name, value) in target.Query)
        {
            parameters.TryAdd(name, value);
        }

        foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form)))
        {
            parameters[name] = values[0] ?? "";
        }

        return new QueryRequest(parameters, call);
    }

    /// <summary>The call that this is the request of.</summary>
    public ApiCall Call => call;

    public string? this[string name] => parameters.GetValueOrDefault(name);

    /// <summary>Whether a list such as <c>Tags.member.1.Key</c> was sent.</summary>
    public bool HasList(string name) => parameters.Keys.Any(key => key.StartsWith(name + ".member.", StringComparison.Ordinal));

    /// <summary>The items of a list of plain values, <c>PolicyArns.member.1.arn</c> with <paramref name="suffix"/> <c>.arn</c>, in order.</summary>
    public IReadOnlyList<string> List(string name, string suffix = "")
    {
        var items = new List<string>();
        while (this[$"{name}.member.{items.Count + 1}{suffix}"] is { } item)
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>A text that must be there and fit AWS's model.</summary>
    /// <exception cref="AwsError">The failed check.</exception>
    public string Required(string name, string? pattern, int min, int max)
    {
        var value = this[name];
        new Validation().Required(Member(name), value).Text(Member(name), value, pattern, min, max).ThrowIfAny();
        return value!;
    }

    public string? Optional(string name, string? pattern, int min, int max)
    {
        var value = this[name];
        new Validation().Text(Member(name), value, pattern, min, max).ThrowIfAny();
        return value;
    }

    public int Number(string name, int min, int max, int otherwise)
    {
        if (this[name] is not { } text)
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            throw AwsError.InvalidRequest($"{name} must be a whole number, not '{text}'");
        }

        new Validation().Range(Member(name), value, min, max).ThrowIfAny();
        return value;
    }

    /// <summary>False when it isn't sent.</summary>
    /// <exception cref="AwsError">ValidationError when it is neither <c>true</c> nor <c>false</c>.</exception>
    public bool Flag(string name) => this[name] switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw AwsError.InvalidRequest($"{name} must be true or false, not '{other}'"),
    };

    /// <summary>IAM's way to page: <c>MaxItems</c> and <c>Marker</c>.</summary>
    public PageRequest Page() => new(Number("MaxItems", 1, MaxItemsMax, MaxItemsDefault), Paging.Position("Marker", this["Marker"]));

    // AWS's messages name members with a small initial.
    static string Member(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
