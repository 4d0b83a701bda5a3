namespace Hatchery.Core.Templates;

/// <summary>A declared parameter. Its type is always String.</summary>
/// <param name="Default">The value when the device sends none, or null.</param>
public sealed record TemplateParameter(string? Default);
