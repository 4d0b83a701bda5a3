namespace Hatchery.Server.Access;

/// <summary>What a signature in the query says of its time. Source: IAM User Guide, "Create a signed AWS API request", query string.</summary>
/// <param name="Timestamp">X-Amz-Date.</param>
/// <param name="ExpiresSeconds">X-Amz-Expires.</param>
public sealed record Presigned(string Timestamp, int ExpiresSeconds)
{
    /// <summary>Not signed itself.</summary>
    public const string SignatureName = "X-Amz-Signature";

    public const string TokenName = "X-Amz-Security-Token";

    public const int SecondsDefault = 900;
}
