using Hatchery.Core.Things;
using Hatchery.Core.Things.Search;

namespace Hatchery.Core.Registry;

/// <summary>Fleet indexing: things by any of their fields. It reads the registry itself and is always up to date.</summary>
public interface IThingIndex
{
    IndexingConfiguration Configuration { get; }

    void Configure(IndexingConfiguration configuration);

    /// <summary>
    /// By name, not told apart by case. A page looks at a bounded number of things, so that it may be short, or empty, though more
    /// pages follow.
    /// </summary>
    Page<ThingDocument> Search(ThingQuery query, PageRequest page);

    /// <summary>Things with an attribute whose value begins so, not told apart by case; attribute by attribute.</summary>
    IReadOnlyList<AttributeHit> WithAttributeValue(string prefix, int max);
}

public sealed record AttributeHit(ThingName Thing, string Attribute, string Value);
