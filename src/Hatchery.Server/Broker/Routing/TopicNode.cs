namespace Hatchery.Server.Broker.Routing;

/// <summary>One level of the topic tree: the items of the filter that ends here, and the levels below.</summary>
sealed class TopicNode<T> where T : class
{
    Dictionary<string, TopicNode<T>>? _children;

    public ItemSet<T> Items { get; } = new();

    /// <summary>The level <c>+</c> below.</summary>
    public TopicNode<T>? Plus { get; private set; }

    /// <summary>The level <c>#</c> below.</summary>
    public TopicNode<T>? Hash { get; private set; }

    public bool IsEmpty => Items.Count == 0 && Plus is null && Hash is null && _children is null;

    /// <summary>The level below with exactly this name.</summary>
    public TopicNode<T>? Child(ReadOnlySpan<char> level) =>
        _children is not null && _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child) ? child : null;

    /// <summary>The level below as a filter writes it.</summary>
    public TopicNode<T>? ChildOfFilter(ReadOnlySpan<char> level) => level switch
    {
        "+" => Plus,
        "#" => Hash,
        _ => Child(level),
    };

    public TopicNode<T> ChildOrNew(ReadOnlySpan<char> level)
    {
        if (ChildOfFilter(level) is { } existing) return existing;

        var child = new TopicNode<T>();
        switch (level)
        {
            case "+":
                Plus = child;
                break;
            case "#":
                Hash = child;
                break;
            default:
                (_children ??= []).Add(level.ToString(), child);
                break;
        }

        return child;
    }

    public void RemoveChild(ReadOnlySpan<char> level)
    {
        switch (level)
        {
            case "+":
                Plus = null;
                break;
            case "#":
                Hash = null;
                break;
            default:
                _children!.Remove(level.ToString());
                if (_children.Count == 0) _children = null;
                break;
        }
    }
}
