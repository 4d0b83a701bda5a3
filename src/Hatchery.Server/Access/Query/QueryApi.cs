namespace Hatchery.Server.Access.Query;

/// <summary>A service that speaks AWS's Query protocol.</summary>
/// <param name="SigningName">Its name in credential scopes.</param>
/// <param name="Namespace">Of its XML.</param>
sealed record QueryApi(string SigningName, string Version, string Namespace, IReadOnlyList<QueryAction> Actions);
