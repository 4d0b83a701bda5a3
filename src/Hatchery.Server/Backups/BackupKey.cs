using System.Security.Cryptography;
using System.Text;
using Hatchery.Server.Access;

namespace Hatchery.Server.Backups;

/// <summary>
/// What a passphrase makes of itself: a key for the secrets of one backup, and one for its manifest. Both are new with each backup,
/// as its salt is.
/// </summary>
sealed class BackupKey
{
    const string Derivation = "PBKDF2-HMAC-SHA512";

    /// <summary>About a second of one core, for every guess too. OWASP's advice of 2023 is 210,000.</summary>
    const int Iterations = 600_000;

    /// <summary>More would only make a crafted file keep us busy.</summary>
    const int IterationsMax = 10_000_000;

    const int SaltBytes = 32;
    const int KeyBytes = 32;
    const int CheckBytes = 16;
    const int NonceBytes = 12;
    const int TagBytes = 16;

    readonly byte[] sealing;
    readonly byte[] manifest;
    readonly byte[] check;

    BackupKey(Secret passphrase, byte[] salt, int iterations)
    {
        var root = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase.Reveal()), salt, iterations, HashAlgorithmName.SHA512, KeyBytes);
        sealing = Derive(root, "hatchery backup members"u8, KeyBytes);
        manifest = Derive(root, "hatchery backup manifest"u8, KeyBytes);
        check = Derive(root, "hatchery backup check"u8, CheckBytes);
    }

    public static (BackupKey Key, BackupSealing Sealing) Create(Secret passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var key = new BackupKey(passphrase, salt, Iterations);
        return (key, new BackupSealing(Derivation, Iterations, salt, key.check));
    }

    /// <exception cref="InvalidDataException">It isn't the passphrase, or the file is sealed in a way that this version doesn't know.</exception>
    public static BackupKey Open(Secret passphrase, BackupSealing sealing)
    {
        if (sealing.Derivation != Derivation || sealing.Iterations is < 1 or > IterationsMax)
        {
            throw new InvalidDataException("its secrets are sealed in a way that this version doesn't know");
        }

        var key = new BackupKey(passphrase, sealing.Salt, sealing.Iterations);
        return CryptographicOperations.FixedTimeEquals(key.check, sealing.Check) ? key : throw new InvalidDataException("wrong passphrase");
    }

    /// <summary>Nonce, ciphertext and tag; bound to the member's path, so that one can't be put in another's place.</summary>
    public byte[] Seal(string path, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[NonceBytes + content.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(sealing, TagBytes);
        aes.Encrypt(nonce, content, bytes.AsSpan(NonceBytes, content.Length), bytes.AsSpan(NonceBytes + content.Length), Encoding.UTF8.GetBytes(path));
        return bytes;
    }

    /// <exception cref="InvalidDataException">It was changed, or sealed by another key.</exception>
    public byte[] Unseal(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < NonceBytes + TagBytes)
        {
            throw Changed(path);
        }

        var content = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(sealing, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], content, Encoding.UTF8.GetBytes(path));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Changed(path);
        }
    }

    public byte[] Authenticate(ReadOnlySpan<byte> manifestJson) => HMACSHA256.HashData(manifest, manifestJson);

    public bool IsAuthentic(ReadOnlySpan<byte> manifestJson, ReadOnlySpan<byte> code) => CryptographicOperations.FixedTimeEquals(Authenticate(manifestJson), code);

    static InvalidDataException Changed(string path) => new($"{path} in it was changed after it was sealed");

    static byte[] Derive(byte[] root, ReadOnlySpan<byte> purpose, int bytes) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, bytes, info: purpose.ToArray());
}
