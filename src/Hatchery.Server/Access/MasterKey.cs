using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hatchery.Server.Access;

/// <summary>
/// The one secret behind every access key that this server gives out (decision 0010): the secret of a key is derived from it and
/// the key's id, and session tokens are sealed with it. It is a file of the data folder, so the database holds no secret.
/// </summary>
public sealed class MasterKey
{
    const int Bytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const int SecretBytes = 30;

    readonly byte[] secrets;
    readonly byte[] tokens;

    MasterKey(byte[] key)
    {
        secrets = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Bytes, info: "hatchery access key secrets"u8.ToArray());
        tokens = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Bytes, info: "hatchery session tokens"u8.ToArray());
    }

    /// <summary>A random one, kept nowhere.</summary>
    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Reads the file; the first time writes it with a random key, for its owner only.</summary>
    /// <exception cref="InvalidDataException">The file is no such key; the message is one line for the operator.</exception>
    public static MasterKey LoadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
        }

        var key = new byte[Bytes];
        return Convert.TryFromBase64String(File.ReadAllText(file).Trim(), key, out var length) && length == Bytes
            ? new MasterKey(key)
            : throw new InvalidDataException($"{file} isn't the key that it should be: put the file of this data folder's backup there, or remove it, which ends every access key but those in the credentials file");
    }

    /// <summary>The secret of an access key: 40 characters of base 64 (240 bits), as AWS's.</summary>
    public Secret SecretOf(string accessKeyId) => new(Convert.ToBase64String(HMACSHA256.HashData(secrets, Encoding.UTF8.GetBytes(accessKeyId)).AsSpan(0, SecretBytes)));

    /// <summary>Encrypts, and lets nobody change it: base 64 that fits a header.</summary>
    public string Seal(ReadOnlySpan<byte> content)
    {
        var sealedBytes = new byte[NonceBytes + content.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(tokens, TagBytes);
        aes.Encrypt(nonce, content, sealedBytes.AsSpan(NonceBytes, content.Length), sealedBytes.AsSpan(NonceBytes + content.Length));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>Null for what wasn't sealed here.</summary>
    public byte[]? Open(string token)
    {
        if (!Base64.IsValid(token, out var length) || length < NonceBytes + TagBytes)
        {
            return null;
        }

        var sealedBytes = Convert.FromBase64String(token);
        var content = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(tokens, TagBytes);
            aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, content.Length), sealedBytes.AsSpan(NonceBytes + content.Length), content);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
