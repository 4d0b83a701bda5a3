using Hatchery.Core.Registry;

namespace Hatchery.Server.Storage.Tables;

sealed class TagsTable(SqlSession session) : ITags
{
    static readonly PagedList Of = PagedList.ByText("SELECT t.key, t.value FROM tags t WHERE t.resource = $3 AND", "t.key");

    static readonly Statement TagCount = new("SELECT COUNT(*) FROM tags t WHERE t.resource = $1");

    static readonly Statement Put = new("""
        INSERT INTO tags (resource, key, value) VALUES ($1, $2, $3)
        ON CONFLICT (resource, key) DO UPDATE SET value = excluded.value
        """);

    static readonly Statement RemoveOne = new("DELETE FROM tags WHERE resource = $1 AND key = $2");

    static readonly Statement RemoveThem = new("DELETE FROM tags WHERE resource = $1");

    /// <summary>For the tables of what can have tags: they go with it.</summary>
    public static void RemoveAll(SqlSession session, TaggedResource resource) => session.Write(RemoveThem, resource.ToString());

    public Page<Tag> List(TaggedResource resource, PageRequest page) =>
        Of.Read(session, page, static row => new Tag(row.GetString(0), row.GetString(1)), resource.ToString());

    public int Count(TaggedResource resource) => session.Count(TagCount, resource.ToString());

    public void Set(TaggedResource resource, Tag tag) => session.Write(Put, resource.ToString(), tag.Key, tag.Value);

    public bool Remove(TaggedResource resource, string key) => session.Write(RemoveOne, resource.ToString(), key) > 0;
}
