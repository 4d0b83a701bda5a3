using Hatchery.Core;

namespace Hatchery.Server.Api.Hatchery;

/// <summary>What was probably meant by a path that leads nowhere.</summary>
static class NearOperations
{
    /// <summary>A sentence with a leading space: the other methods of this path, or the path that it resembles; else nothing.</summary>
    public static string Hint(IReadOnlyList<string> segments, IReadOnlyList<ApiOperation> operations)
    {
        var path = Path(segments);
        var candidates = operations.Select(operation => (operation.Method, Path: Path(Filled(operation, segments)))).ToList();
        var methods = candidates.Where(candidate => candidate.Path == path).Select(candidate => candidate.Method).Order(StringComparer.Ordinal);
        return string.Join(", ", methods) switch
        {
            "" => NearMiss.Hint(path, candidates.Select(candidate => candidate.Path)),
            var taken => $" This path takes {taken}.",
        };
    }

    /// <summary>The operation's path with what was asked for in place of its labels.</summary>
    static IEnumerable<string> Filled(ApiOperation operation, IReadOnlyList<string> segments) => operation.Path
        .Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Select((part, i) => part[0] == '{' && i < segments.Count ? segments[i] : part);

    static string Path(IEnumerable<string> segments) => '/' + string.Join('/', segments);
}
