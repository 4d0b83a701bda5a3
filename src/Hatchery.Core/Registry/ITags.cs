namespace Hatchery.Core.Registry;

/// <summary>Tags of all that can have them. The resource itself is the caller's to check; its deletion takes its tags with it.</summary>
public interface ITags
{
    /// <summary>By key.</summary>
    Page<Tag> List(TaggedResource resource, PageRequest page);

    int Count(TaggedResource resource);

    /// <summary>A key that is there already gets the new value.</summary>
    void Set(TaggedResource resource, Tag tag);

    /// <summary>False when there was no such key.</summary>
    bool Remove(TaggedResource resource, string key);
}
