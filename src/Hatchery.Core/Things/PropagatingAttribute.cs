using System.Diagnostics.CodeAnalysis;

namespace Hatchery.Core.Things;

/// <summary>
/// A user property that messages of a thing type's devices get: the value of a thing's attribute, or of its connection; one of the two.
/// Source: AWS IoT service model, PropagatingAttribute.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "AWS's word.")]
public sealed record PropagatingAttribute(string UserPropertyKey, string? ThingAttribute, string? ConnectionAttribute);
