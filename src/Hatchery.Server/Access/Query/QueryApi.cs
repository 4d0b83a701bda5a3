using Hatchery.Server.Api;

namespace Hatchery.Server.Access.Query;

/// <summary>A service that speaks AWS's Query protocol.</summary>
/// <param name="SigningName">Its name in credential scopes.</param>
/// <param name="Namespace">Of its XML.</param>
/// <param name="Resource">The ARN that a caller must be allowed an action on; null when the actions see to it themselves.</param>
sealed record QueryApi(
    string SigningName, string Version, string Namespace, IReadOnlyList<QueryAction> Actions, QueryResource? Resource = null);

delegate ValueTask<string> QueryResource(string action, QueryRequest request, ApiServices services, CancellationToken ct);
