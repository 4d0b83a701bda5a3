using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

public interface IThingTypes
{
    ThingType? Find(ThingTypeName name);

    /// <exception cref="AwsError">ResourceAlreadyExistsException when the name is taken.</exception>
    void Insert(ThingType type);

    /// <summary>Replaces description, searchable attributes and propagating attributes.</summary>
    void Update(ThingType type);

    void SetDeprecated(ThingTypeName name, DateTimeOffset? deprecatedAt);

    bool Delete(ThingTypeName name);

    /// <summary>By name; <paramref name="only"/> lists just that one.</summary>
    Page<ThingType> List(ThingTypeName? only, PageRequest page);

    bool IsUsed(ThingTypeName name);
}
