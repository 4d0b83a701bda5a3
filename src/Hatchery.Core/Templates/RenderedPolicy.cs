using Hatchery.Core.Policies;

namespace Hatchery.Core.Templates;

/// <summary>A policy a template asks for.</summary>
/// <param name="Document">The document to create it with when there is none of that name yet; null for a policy that must exist.</param>
public sealed record RenderedPolicy(string LogicalName, PolicyName Name, string? Document);
