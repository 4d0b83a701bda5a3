namespace Hatchery.Core.Things.Search;

/// <summary>What is indexed. Both are on until an operator switches them off: nothing here costs extra.</summary>
/// <param name="Registry">Things at all.</param>
/// <param name="Connectivity">Their connectivity.</param>
public sealed record IndexingConfiguration(bool Registry, bool Connectivity)
{
    public static readonly IndexingConfiguration Default = new(true, true);
}
