using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>
/// Finds an operation by method and path. Where two patterns fit, the literal part wins over the label:
/// <c>PUT /thing-groups/addThingToThingGroup</c> is not about a group of that name.
/// </summary>
public sealed class OperationRouter
{
    readonly Dictionary<(string Method, int Length), Route[]> routes;
    readonly Func<string, RawTarget, AwsError> unknown;
    readonly Func<RawTarget, IReadOnlyList<string>> segmentsOf;

    /// <param name="unknown">What to say of a request for no operation.</param>
    /// <param name="segments">The parts of a path, where not every slash parts them.</param>
    public OperationRouter(IEnumerable<ApiOperation> operations, Func<string, RawTarget, AwsError>? unknown = null, Func<RawTarget, IReadOnlyList<string>>? segments = null)
    {
        this.unknown = unknown ?? UnknownToAws;
        segmentsOf = segments ?? (target => target.Segments());
        routes = operations
            .Select(o => new Route(o, o.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            .GroupBy(r => (r.Operation.Method, r.Parts.Length))
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.LiteralsFirst, StringComparer.Ordinal).ToArray());
    }

    /// <exception cref="AwsError">UnknownOperationException.</exception>
    public (ApiOperation Operation, IReadOnlyDictionary<string, string> Labels) Find(string method, RawTarget target)
    {
        var segments = segmentsOf(target);
        foreach (var route in routes.GetValueOrDefault((method, segments.Count), []))
        {
            if (route.Match(segments) is { } labels)
            {
                return (route.Operation, labels);
            }
        }

        throw unknown(method, target);
    }

    static AwsError UnknownToAws(string method, RawTarget target) =>
        new(AwsErrorCode.UnknownOperation, $"This server knows no operation {method} {target.Path} of AWS IoT");

    sealed record Route(ApiOperation Operation, string[] Parts)
    {
        /// <summary>Sorts <c>0</c> for a literal before <c>1</c> for a label, part by part.</summary>
        public string LiteralsFirst { get; } = string.Concat(Parts.Select(p => IsLabel(p) ? '1' : '0'));

        public Dictionary<string, string>? Match(IReadOnlyList<string> segments)
        {
            for (var i = 0; i < Parts.Length; i++)
            {
                if (!IsLabel(Parts[i]) && Parts[i] != segments[i])
                {
                    return null;
                }
            }

            var labels = new Dictionary<string, string>();
            for (var i = 0; i < Parts.Length; i++)
            {
                if (IsLabel(Parts[i]))
                {
                    labels[Parts[i][1..^1]] = segments[i];
                }
            }

            return labels;
        }

        static bool IsLabel(string part) => part[0] == '{';
    }
}
