using System.Xml.Linq;
using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Query;

/// <summary>One action of a Query API. What <paramref name="Handle"/> gives goes into the <c>…Result</c>; null for actions without one.</summary>
sealed record QueryAction(string Name, QueryHandler Handle);

/// <summary>Answers one request. A refusal is an <see cref="Core.AwsError"/>.</summary>
delegate ValueTask<IEnumerable<XElement>?> QueryHandler(QueryRequest request, ApiServices services, CancellationToken ct);
