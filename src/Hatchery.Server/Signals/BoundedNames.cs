namespace Hatchery.Server.Signals;

/// <summary>Names that may be labels of a metric: a bounded number of them, the rest is <see cref="Other"/>. Each label is a time series for ever.</summary>
/// <param name="max">Names that are kept apart.</param>
/// <param name="exists">Whether a name new here is one of the operator's. A device can't spend the places on names that it makes up.</param>
sealed class BoundedNames(int max, Func<string, bool> exists)
{
    public const string Other = "other";

    readonly Lock _lock = new();
    readonly HashSet<string> _names = [];

    public string LabelOf(string name)
    {
        lock (_lock)
        {
            if (_names.Contains(name)) return name;
            if (_names.Count >= max) return Other;
        }

        if (!exists(name)) return Other;

        lock (_lock)
        {
            return _names.Contains(name) || (_names.Count < max && _names.Add(name)) ? name : Other;
        }
    }
}
