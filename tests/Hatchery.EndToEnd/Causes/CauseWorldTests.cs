namespace Hatchery.EndToEnd.Causes;

/// <summary>Tests that share the server of the causes.</summary>
[CollectionDefinition(Name)]
public sealed class CauseWorldTests : ICollectionFixture<CauseWorld>
{
    public const string Name = "causes";
}
