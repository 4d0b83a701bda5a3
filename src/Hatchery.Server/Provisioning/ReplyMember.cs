namespace Hatchery.Server.Provisioning;

/// <summary>One member of a reply: a string, a whole number or a map of strings. Not a record: nothing may print a private key.</summary>
sealed class ReplyMember
{
    public ReplyMember(string name, string text) => (Name, Text) = (name, text);

    public ReplyMember(string name, int number) => (Name, Number) = (name, number);

    public ReplyMember(string name, IReadOnlyDictionary<string, string> map) => (Name, Map) = (name, map);

    public string Name { get; }

    public string? Text { get; }

    public int Number { get; }

    public IReadOnlyDictionary<string, string>? Map { get; }
}
