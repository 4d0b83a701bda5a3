namespace Hatchery.Device.Payloads;

/// <summary>One message of the provisioning API: members that are texts, whole numbers or maps of texts.</summary>
sealed class PayloadMap
{
    readonly Dictionary<string, object> members = [];

    public IEnumerable<KeyValuePair<string, object>> Members => members;

    public int Count => members.Count;

    public PayloadMap Add(string name, object value)
    {
        members[name] = value;
        return this;
    }

    /// <exception cref="InvalidDataException">The member is missing or no text.</exception>
    public string Text(string name) => TextOrNull(name)
        ?? throw new InvalidDataException($"The server's answer has no text member '{name}'");

    public string? TextOrNull(string name) => members.GetValueOrDefault(name) as string;

    /// <exception cref="InvalidDataException">The member is missing or no whole number.</exception>
    public int Number(string name) => members.GetValueOrDefault(name) is long value and >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw new InvalidDataException($"The server's answer has no whole number '{name}'");

    /// <summary>Empty when the member is missing: AWS leaves it out or sends <c>{}</c>.</summary>
    public IReadOnlyDictionary<string, string> Map(string name) =>
        members.GetValueOrDefault(name) as IReadOnlyDictionary<string, string> ?? new Dictionary<string, string>();
}
