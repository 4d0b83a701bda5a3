namespace Hatchery.Server.Access;

/// <summary>
/// The credential of a signature: who signed, and the scope (date, region, service) that the signing key is derived for.
/// </summary>
/// <param name="Date">Eight digits, e.g. <c>20260131</c>.</param>
public readonly record struct SigV4Credential(string AccessKeyId, string Date, string Region, string Service)
{
    const string Terminator = "aws4_request";

    /// <summary>The scope line of the string to sign.</summary>
    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    public override string ToString() => $"{AccessKeyId}/{Scope}";

    /// <summary>Null when the text hasn't the five parts.</summary>
    public static SigV4Credential? Parse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } id, { Length: 8 } date, { Length: > 0 } region, { Length: > 0 } service, Terminator] => new(id, date, region, service),
        _ => null,
    };
}
