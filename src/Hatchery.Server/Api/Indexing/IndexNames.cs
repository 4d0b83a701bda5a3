using Hatchery.Core;
using Hatchery.Core.Things.Search;

namespace Hatchery.Server.Api.Indexing;

/// <summary>The indices of AWS. Source: AWS, "Managing fleet indexing".</summary>
static class IndexNames
{
    public const string Things = "AWS_Things";

    /// <summary>Nothing is indexed of groups here.</summary>
    const string ThingGroups = "AWS_ThingGroups";

    /// <exception cref="AwsError">ResourceNotFoundException: no such index, or it is switched off, which removes it.</exception>
    public static void Require(string name, IndexingConfiguration configuration)
    {
        if (name == Things && configuration.Registry)
        {
            return;
        }

        throw AwsError.NotFound(name switch
        {
            Things => $"Index {Things} does not exist: thing indexing is OFF. UpdateIndexingConfiguration switches it on",
            ThingGroups => $"Index {ThingGroups} does not exist: thing groups are not indexed by this server",
            _ => $"Index {NearMiss.Quote(name)} does not exist.{NearMiss.Hint(name, [Things])}",
        });
    }
}
