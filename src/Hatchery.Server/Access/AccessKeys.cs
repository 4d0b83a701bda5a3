using System.Text;

namespace Hatchery.Server.Access;

/// <summary>
/// The access keys that may call the API, from a credentials file as the AWS clients keep them: one INI section per profile.
/// </summary>
public sealed class AccessKeys
{
    const string DefaultProfile = "default";

    readonly Dictionary<string, AccessKey> byId = [];

    public AccessKeys(AccessKey defaultKey, params ReadOnlySpan<AccessKey> others)
    {
        Default = defaultKey;
        byId[defaultKey.Id] = defaultKey;
        foreach (var key in others)
        {
            byId[key.Id] = key;
        }
    }

    /// <summary>The key of the profile <c>default</c>: what <c>hatchery env</c> prints.</summary>
    public AccessKey Default { get; }

    /// <summary>Every key of the file.</summary>
    public IEnumerable<AccessKey> All => byId.Values;

    public AccessKey? Find(string accessKeyId) => byId.GetValueOrDefault(accessKeyId);

    /// <summary>Reads the file; the first time writes it with a random key, for its owner only.</summary>
    /// <exception cref="InvalidDataException">The file holds no usable key; the message is one line for the operator.</exception>
    public static AccessKeys LoadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            PrivateFile.Write(file, Encoding.UTF8.GetBytes(CredentialsFile.Format(DefaultProfile, AccessKey.Create())));
        }

        var profiles = CredentialsFile.Parse(File.ReadAllText(file));
        if (!profiles.TryGetValue(DefaultProfile, out var defaultKey))
        {
            throw new InvalidDataException($"{file} has no profile [{DefaultProfile}] with aws_access_key_id and aws_secret_access_key; put one there, or remove the file to get a new key");
        }

        return new AccessKeys(defaultKey, [.. profiles.Values]);
    }
}
