using System.Diagnostics.CodeAnalysis;

namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// Items by topic filter, found by topic. A match walks the topic's levels, so its cost grows with the levels and the items
/// found, not with the items held. Reads run beside each other; a write waits for them.
/// </summary>
/// <remarks>AWS's rules: <c>a/#</c> doesn't match <c>a</c>; a filter that begins with a wildcard matches no topic that begins with <c>$</c>.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The lock lives as long as the tree and holds no handle once nobody waits for it.")]
sealed class TopicTree<T> where T : class
{
    readonly ReaderWriterLockSlim _lock = new();
    readonly TopicNode<T> _root = new();

    /// <summary>Adds an item under a filter; the same item once however often it is added.</summary>
    public void Add(string filter, T item)
    {
        _lock.EnterWriteLock();
        try
        {
            var node = _root;
            foreach (var level in filter.AsSpan().Split('/')) node = node.ChildOrNew(filter.AsSpan()[level]);
            node.Items.Add(item);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>False when the item wasn't there.</summary>
    public bool Remove(string filter, T item)
    {
        _lock.EnterWriteLock();
        try
        {
            return Remove(_root, filter, item);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Appends the items of all matching filters to <paramref name="found"/>; returns how many filters with items matched.</summary>
    public int Match(string topic, List<T> found)
    {
        _lock.EnterReadLock();
        try
        {
            return Match(_root, topic, topic.StartsWith('$'), found);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <param name="rest">The levels still to be matched below the node: at least one, possibly empty.</param>
    static int Match(TopicNode<T> node, ReadOnlySpan<char> rest, bool literalOnly, List<T> found)
    {
        var filters = literalOnly ? 0 : Take(node.Hash, found);

        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        var child = node.Child(level);
        var plus = literalOnly ? null : node.Plus;
        if (slash < 0) return filters + Take(child, found) + Take(plus, found);

        var below = rest[(slash + 1)..];
        if (child is not null) filters += Match(child, below, literalOnly: false, found);
        if (plus is not null) filters += Match(plus, below, literalOnly: false, found);
        return filters;
    }

    static int Take(TopicNode<T>? node, List<T> found)
    {
        if (node is null || node.Items.Count == 0) return 0;

        node.Items.CopyTo(found);
        return 1;
    }

    /// <summary>Removes the item and every node that holds nothing any more, so that filters once used cost nothing.</summary>
    static bool Remove(TopicNode<T> node, ReadOnlySpan<char> rest, T item)
    {
        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        if (node.ChildOfFilter(level) is not { } child) return false;

        var removed = slash < 0 ? child.Items.Remove(item) : Remove(child, rest[(slash + 1)..], item);
        if (removed && child.IsEmpty) node.RemoveChild(level);
        return removed;
    }
}
