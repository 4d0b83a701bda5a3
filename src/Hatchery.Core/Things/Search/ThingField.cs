namespace Hatchery.Core.Things.Search;

/// <summary>A field of the thing index.</summary>
/// <param name="Attribute">The attribute's name, of <see cref="ThingFieldKind.Attribute"/>.</param>
public readonly record struct ThingField(ThingFieldKind Kind, string? Attribute = null)
{
    const string AttributePrefix = "attributes.";

    static readonly Dictionary<string, ThingFieldKind> Kinds = new()
    {
        ["thingName"] = ThingFieldKind.Name,
        ["thingId"] = ThingFieldKind.Id,
        ["thingTypeName"] = ThingFieldKind.TypeName,
        ["thingGroupNames"] = ThingFieldKind.GroupNames,
        ["connectivity.connected"] = ThingFieldKind.Connected,
        ["connectivity.timestamp"] = ThingFieldKind.ConnectivityTimestamp,
        ["connectivity.disconnectReason"] = ThingFieldKind.DisconnectReason,

        // As GetIndexingConfiguration calls them.
        ["registry.thingTypeName"] = ThingFieldKind.TypeName,
        ["registry.thingGroupNames"] = ThingFieldKind.GroupNames,
        ["registry.version"] = ThingFieldKind.Version,
    };

    /// <summary>Every field of the registry's texts: of a term that names none.</summary>
    public static readonly ThingField Any = new(ThingFieldKind.Any);

    public static IEnumerable<string> Names => Kinds.Keys;

    public bool IsConnectivity => Kind is ThingFieldKind.Connected or ThingFieldKind.ConnectivityTimestamp or ThingFieldKind.DisconnectReason;

    /// <summary>Null when no field is called so; names are told apart by case.</summary>
    public static ThingField? Named(string name)
    {
        if (name.Length > AttributePrefix.Length && name.StartsWith(AttributePrefix, StringComparison.Ordinal))
        {
            return new ThingField(ThingFieldKind.Attribute, name[AttributePrefix.Length..]);
        }

        return Kinds.TryGetValue(name, out var kind) ? new ThingField(kind) : null;
    }
}

public enum ThingFieldKind
{
    Any,
    Name,
    Id,
    TypeName,
    GroupNames,
    Attribute,
    Version,
    Connected,
    ConnectivityTimestamp,
    DisconnectReason,
}
