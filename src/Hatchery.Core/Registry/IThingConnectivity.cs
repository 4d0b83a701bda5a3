using Hatchery.Core.Things;

namespace Hatchery.Core.Registry;

/// <summary>Whether the devices of things are connected, as far as it was written down.</summary>
public interface IThingConnectivity
{
    /// <summary>Null when its device never connected.</summary>
    ThingConnectivity? Find(ThingName name);

    /// <summary>False, and nothing kept, when there is no such thing.</summary>
    bool Set(ThingName name, ThingConnectivity connectivity);

    /// <summary>All that are connected no longer are; how many.</summary>
    int DisconnectAll(DateTimeOffset at, string reason);
}
