using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage;

/// <summary>The distinct changes of a commit in the order they were made. A body that fails takes its own back.</summary>
sealed class ChangeLog
{
    readonly HashSet<RegistryChange> seen = [];
    List<RegistryChange> changes = [];

    public int Count => changes.Count;

    public void Add(RegistryChangeKind kind, string key)
    {
        var change = new RegistryChange(kind, key);
        if (seen.Add(change))
        {
            changes.Add(change);
        }
    }

    /// <summary>Forgets all but the first <paramref name="count"/>.</summary>
    public void Rewind(int count)
    {
        foreach (var change in changes.Skip(count))
        {
            seen.Remove(change);
        }

        changes.RemoveRange(count, changes.Count - count);
    }

    /// <summary>Hands the changes out and starts anew.</summary>
    public IReadOnlyList<RegistryChange> Take()
    {
        var taken = changes;
        changes = [];
        seen.Clear();
        return taken;
    }
}
