using System.Globalization;

namespace Hatchery.Core.Diagnosis;

/// <summary>Names an attempt. Later attempts have greater ids, and all have the same length, so text sorts as time does.</summary>
public readonly record struct AttemptId(long Value)
{
    public const int Length = 14;

    /// <summary>Null for a text that names none.</summary>
    public static AttemptId? Parse(string text) =>
        text.Length == Length && long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? new AttemptId(value) : null;

    public override string ToString() => Value.ToString("x14", CultureInfo.InvariantCulture);
}
