using Hatchery.Core.Things;

namespace Hatchery.Server.Api.ThingTypes;

public sealed record ThingTypeMetadata(bool Deprecated, DateTimeOffset? DeprecationDate, DateTimeOffset CreationDate)
{
    public static ThingTypeMetadata Of(ThingType type) => new(type.DeprecatedAt is not null, type.DeprecatedAt, type.CreatedAt);
}
