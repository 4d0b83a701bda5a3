namespace Hatchery.Core.Certificates.Facts;

/// <summary>Values by field name while a certificate is read.</summary>
sealed class FieldValues
{
    /// <summary>Policies look at five values of a field; what is beyond this is not kept, whatever a certificate carries.</summary>
    const int ValuesPerFieldMax = 16;

    readonly Dictionary<string, IReadOnlyList<string>> _values = [];

    public IReadOnlyDictionary<string, IReadOnlyList<string>> All => _values;

    public void Add(string field, string value)
    {
        if (!_values.TryGetValue(field, out var values))
        {
            _values.Add(field, new List<string>(1) { value });
            return;
        }

        if (values.Count < ValuesPerFieldMax)
        {
            ((List<string>)values).Add(value);
        }
    }
}
