using System.Text.Json.Nodes;

namespace Hatchery.Server.Tests.Api.Conformance;

/// <summary>A value that the model forbids.</summary>
/// <param name="Path">Of the member, for the reader of a failure.</param>
/// <param name="Value">Of the outermost member.</param>
/// <param name="Constraint">AWS's words for what it offends.</param>
sealed record Violation(string Path, JsonNode? Value, string Constraint);
