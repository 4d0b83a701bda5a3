using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// Checks of AWS's model, all reported at once in AWS's words. The clients check only required members and minima, so the
/// server checks everything.
/// </summary>
public sealed class Validation
{
    static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    /// <summary>
    /// What the model's patterns mean in Java by classes that mean another thing or nothing in .NET; each stands inside brackets wherever
    /// the model uses it. Java's <c>\w</c> and <c>\p{Graph}</c> are ASCII; its <c>\p{C}</c> is asked of code points, which here may be two
    /// surrogates, themselves in .NET's <c>\p{C}</c>.
    /// </summary>
    static readonly Dictionary<string, string> Java = new()
    {
        [@"\w"] = "a-zA-Z0-9_",
        [@"\p{Graph}"] = @"\x21-\x7E",
        [@"\p{C}"] = @"\p{Cc}\p{Cf}\p{Cn}\p{Co}",
    };

    readonly List<string> errors = [];

    /// <summary>The whole value must match; the length is in characters.</summary>
    public Validation Text(string member, string? value, string? pattern, int min, int max)
    {
        if (value is null)
        {
            return this;
        }

        if (value.Length > max)
        {
            Add(member, value, $"Member must have length less than or equal to {max}");
        }

        if (value.Length < min)
        {
            Add(member, value, $"Member must have length greater than or equal to {min}");
        }

        if (pattern is not null && !Patterns.GetOrAdd(pattern, Whole).IsMatch(value))
        {
            Add(member, value, $"Member must satisfy regular expression pattern: {pattern}");
        }

        return this;
    }

    /// <summary>The length of a list, whose value is too long to be shown.</summary>
    public Validation Items(string member, int? count, int min, int max)
    {
        if (count > max)
        {
            errors.Add($"Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to {max}");
        }

        if (count < min)
        {
            errors.Add($"Value at '{member}' failed to satisfy constraint: Member must have length greater than or equal to {min}");
        }

        return this;
    }

    public Validation Required(string member, object? value)
    {
        if (value is null)
        {
            errors.Add($"Value null at '{member}' failed to satisfy constraint: Member must not be null");
        }

        return this;
    }

    public Validation Range(string member, long? value, long min, long max)
    {
        if (value > max)
        {
            Add(member, $"{value}", $"Member must have value less than or equal to {max}");
        }

        if (value < min)
        {
            Add(member, $"{value}", $"Member must have value greater than or equal to {min}");
        }

        return this;
    }

    public Validation OneOf(string member, string? value, params ReadOnlySpan<string> allowed)
    {
        if (value is not null && !allowed.Contains(value))
        {
            Add(member, value, $"Member must satisfy enum value set: [{string.Join(", ", allowed!)}]");
        }

        return this;
    }

    /// <exception cref="AwsError">InvalidRequestException with every failed check.</exception>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
        {
            throw AwsError.InvalidRequest([.. errors]);
        }
    }

    static Regex Whole(string pattern) => new(
        $@"\A(?:{Java.Aggregate(pattern, static (text, name) => text.Replace(name.Key, name.Value, StringComparison.Ordinal))})\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    void Add(string member, string value, string constraint)
    {
        var shown = value.Length <= 256 ? value : value[..256] + "...";
        errors.Add($"Value '{shown}' at '{member}' failed to satisfy constraint: {constraint}");
    }
}
