using System.Collections.Frozen;

namespace Hatchery.Core.Events;

/// <summary>Which events of the registry are published. None until an operator switches them on.</summary>
/// <param name="CreatedAt">The first time any was set; null before.</param>
/// <param name="ModifiedAt">The last time.</param>
public sealed record EventConfigurations(FrozenSet<EventType> Enabled, DateTimeOffset? CreatedAt, DateTimeOffset? ModifiedAt)
{
    public static readonly EventConfigurations None = new([], null, null);
}
