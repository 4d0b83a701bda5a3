namespace Hatchery.Core.Events;

/// <summary>What was done: the member <c>operation</c> of a registry event, and in lower case the last level of its topic.</summary>
public sealed record EventOperation
{
    public static readonly EventOperation Created = new("CREATED");
    public static readonly EventOperation Updated = new("UPDATED");
    public static readonly EventOperation Deleted = new("DELETED");
    public static readonly EventOperation Added = new("ADDED");
    public static readonly EventOperation Removed = new("REMOVED");

    EventOperation(string name) => (Name, Level) = (name, name.ToLowerInvariant());

    public string Name { get; }

    public string Level { get; }
}
