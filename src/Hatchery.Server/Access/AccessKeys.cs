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

    public AccessKey? Find(string accessKeyId) => byId.GetValueOrDefault(accessKeyId);

    /// <summary>Reads the file; the first time writes it with a random key, for its owner only.</summary>
    /// <exception cref="InvalidDataException">The file holds no usable key; the message is one line for the operator.</exception>
    public static AccessKeys LoadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            Write(file, AccessKey.Create());
        }

        var profiles = CredentialsFile.Parse(File.ReadAllText(file));
        if (!profiles.TryGetValue(DefaultProfile, out var defaultKey))
        {
            throw new InvalidDataException($"{file} has no profile [{DefaultProfile}] with aws_access_key_id and aws_secret_access_key; put one there, or remove the file to get a new key");
        }

        return new AccessKeys(defaultKey, [.. profiles.Values]);
    }

    // Written beside and moved into place, so that a crash leaves no half of a key; never readable by others, not even for a moment.
    static void Write(string file, AccessKey key)
    {
        var fresh = file + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(CredentialsFile.Format(DefaultProfile, key)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file);
    }
}
