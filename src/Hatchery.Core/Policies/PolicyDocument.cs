namespace Hatchery.Core.Policies;

/// <summary>A parsed policy document, ready to be evaluated many times. Immutable.</summary>
public sealed class PolicyDocument
{
    /// <summary>
    /// Parses a document and reports everything wrong with it. The document is null exactly when a problem is an error.
    /// Messages of errors are AWS's (<c>Policy document is Malformed: …</c> is put in front by the caller).
    /// </summary>
    public static (PolicyDocument? Document, IReadOnlyList<Problem> Problems) Parse(string json) => throw new NotSupportedException();

    /// <summary>Parses a document that was accepted before.</summary>
    /// <exception cref="AwsError">MalformedPolicyException with AWS's text.</exception>
    public static PolicyDocument ParseOrThrow(string json) => throw new NotSupportedException();
}
