using System.Globalization;

namespace Hatchery.Core.Things.Search;

/// <summary>What the index knows of a thing, and the values of its fields as texts.</summary>
/// <param name="GroupNames">The thing groups that it is a direct member of, then its billing group.</param>
public sealed record ThingDocument(Thing Thing, IReadOnlyList<string> GroupNames, ThingConnectivity Connectivity)
{
    public IEnumerable<string> ValuesOf(ThingField field) => field.Kind switch
    {
        ThingFieldKind.Name => [Thing.Name.Value],
        ThingFieldKind.Id => [Thing.Id],
        ThingFieldKind.TypeName => Type,
        ThingFieldKind.GroupNames => GroupNames,
        ThingFieldKind.Attribute => Thing.Attributes.TryGetValue(field.Attribute!, out var value) ? [value] : [],
        ThingFieldKind.Version => [Thing.Version.ToString(CultureInfo.InvariantCulture)],
        ThingFieldKind.Connected => [Connectivity.IsConnected ? "true" : "false"],
        ThingFieldKind.ConnectivityTimestamp => Connectivity.Since is { } since ? [since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)] : [],
        ThingFieldKind.DisconnectReason => Connectivity.DisconnectReason is { } reason ? [reason] : [],
        _ => [Thing.Name.Value, .. Type, .. GroupNames, .. Thing.Attributes.Values],
    };

    IEnumerable<string> Type => Thing.TypeName is { } type ? [type.Value] : [];
}
