using Hatchery.Core;
using Hatchery.Core.Things;

namespace Hatchery.Server.Api.Things;

/// <summary>Checks of what things, thing types and thing groups share: names, attribute names and descriptions.</summary>
static class RegistryNames
{
    /// <summary>AWS IoT service model, AttributeName.</summary>
    public const string AttributeNamePattern = "[a-zA-Z0-9_.,@/:#-]+";

    /// <summary>AWS IoT service model, AttributeValue.</summary>
    public const string AttributeValuePattern = @"[a-zA-Z0-9_.,@/:#=\[\]-]*";

    const string DescriptionPattern = @"[\p{Graph}\x20]*";

    public static Validation RegistryName(this Validation validation, string member, string? value) =>
        validation.Text(member, value, ThingName.Pattern, 1, Limits.ThingNameMax);

    public static Validation AttributeName(this Validation validation, string member, string? value) =>
        validation.Text(member, value, AttributeNamePattern, 1, Limits.AttributeNameMax);

    public static Validation AttributeValue(this Validation validation, string member, string? value) =>
        validation.Text(member, value, AttributeValuePattern, 0, Limits.AttributeValueMax);

    public static Validation Description(this Validation validation, string member, string? value) =>
        validation.Text(member, value, DescriptionPattern, 0, Limits.DescriptionMax);

    /// <summary>Checks a path label together with the body, so that all that is wrong is said at once.</summary>
    public static Validation NameLabel(this Validation validation, ApiRequest request, string label) =>
        validation.RegistryName(label, request.Label(label));

    /// <summary>A path label that is such a name.</summary>
    public static string NameLabel(this ApiRequest request, string label)
    {
        var name = request.Label(label);
        new Validation().RegistryName(label, name).ThrowIfAny();
        return name;
    }
}
