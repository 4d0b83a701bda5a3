namespace Hatchery.Core.Registry;

/// <summary>A key and value of an operator's own choice. Keys are told apart by case.</summary>
public sealed record Tag(string Key, string Value);
