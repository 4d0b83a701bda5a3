namespace Hatchery.Core.Policies.Variables;

/// <summary>The values a variable has on one connection: none, one or several. A struct, so that the usual single value costs no allocation.</summary>
readonly struct VariableValue
{
    readonly string? _single;
    readonly IReadOnlyList<string>? _several;

    VariableValue(string? single, IReadOnlyList<string>? several)
    {
        _single = single;
        _several = several;
    }

    public static VariableValue None => default;

    public int Count => _several?.Count ?? (_single is null ? 0 : 1);

    public string this[int index] => _several?[index] ?? _single!;

    public string? First => Count == 0 ? null : this[0];

    public static VariableValue Of(IReadOnlyList<string>? values) => new(null, values);

    public static implicit operator VariableValue(string? value) => new(value, null);
}
