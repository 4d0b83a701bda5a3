using System.Security.Cryptography;
using System.Text;

namespace Hatchery.Server.Access;

/// <summary>
/// A secret text. It has no equality operator and prints as dots, so that neither a log nor a comparison gives it away.
/// </summary>
public sealed class Secret(string value)
{
    readonly byte[] utf8 = Encoding.UTF8.GetBytes(value);

    /// <summary>Takes the same time wherever the two differ.</summary>
    public bool FixedTimeEquals(Secret other) => CryptographicOperations.FixedTimeEquals(utf8, other.utf8);

    /// <summary>The text in clear: for the credentials file, <c>hatchery env</c> and the signature's key, nothing else.</summary>
    public string Reveal() => Encoding.UTF8.GetString(utf8);

    public override string ToString() => "•••";
}
