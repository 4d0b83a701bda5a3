namespace Hatchery.Server.Api;

/// <summary>An answer as it goes over HTTP.</summary>
/// <param name="ErrorType">The value of <c>x-amzn-ErrorType</c>: the code of a refusal in the JSON protocol.</param>
public sealed record WireAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body, string? ErrorType = null)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
