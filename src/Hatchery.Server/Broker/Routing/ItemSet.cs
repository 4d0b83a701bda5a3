namespace Hatchery.Server.Broker.Routing;

/// <summary>
/// A set that is mostly of one item and sometimes of 100,000: an array that is quick to copy out, with an index once searching
/// it would be slow.
/// </summary>
sealed class ItemSet<T> where T : class
{
    const int SearchedMax = 16;

    T[] _items = [];
    Dictionary<T, int>? _index;

    public int Count { get; private set; }

    public void Add(T item)
    {
        if (IndexOf(item) >= 0) return;

        if (Count == _items.Length) Array.Resize(ref _items, Math.Max(1, Count * 2));
        _items[Count] = item;
        _index?.Add(item, Count);
        Count++;
        if (Count > SearchedMax && _index is null) BuildIndex();
    }

    public bool Remove(T item)
    {
        var at = IndexOf(item);
        if (at < 0) return false;

        // The last one takes the hole; order doesn't matter.
        Count--;
        var last = _items[Count];
        _items[at] = last;
        _items[Count] = null!;
        if (_index is not null)
        {
            _index[last] = at;
            _index.Remove(item);
        }

        if (Count <= SearchedMax / 2) _index = null;
        return true;
    }

    public void CopyTo(List<T> list) => list.AddRange(_items.AsSpan(0, Count));

    int IndexOf(T item)
    {
        if (_index is null) return Array.IndexOf(_items, item, 0, Count);

        return _index.TryGetValue(item, out var at) ? at : -1;
    }

    void BuildIndex()
    {
        _index = new Dictionary<T, int>(Count * 2);
        for (var i = 0; i < Count; i++) _index.Add(_items[i], i);
    }
}
