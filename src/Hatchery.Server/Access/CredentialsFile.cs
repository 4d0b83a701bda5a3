namespace Hatchery.Server.Access;

/// <summary>The AWS clients' credentials file: <c>[profile]</c>, <c>aws_access_key_id = …</c>, <c>aws_secret_access_key = …</c>.</summary>
public static class CredentialsFile
{
    const string IdName = "aws_access_key_id";
    const string SecretName = "aws_secret_access_key";

    /// <summary>The keys by profile. Comments, other settings and profiles without both members are passed over.</summary>
    public static IReadOnlyDictionary<string, AccessKey> Parse(string text)
    {
        var keys = new Dictionary<string, AccessKey>();
        string? profile = null, id = null, secret = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries).Append("[]"))
        {
            if (line is ['[', .. var name, ']'])
            {
                if (profile is not null && id is { Length: > 0 } && secret is { Length: > 0 })
                {
                    keys[profile] = new AccessKey(id, new Secret(secret));
                }

                (profile, id, secret) = (name.Trim(), null, null);
                continue;
            }

            // A secret may hold '=': only the first one separates.
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || line[0] is '#' or ';')
            {
                continue;
            }

            var value = line[(equals + 1)..].Trim();
            switch (line[..equals].Trim())
            {
                case IdName:
                    id = value;
                    break;
                case SecretName:
                    secret = value;
                    break;
            }
        }

        return keys;
    }

    public static string Format(string profile, AccessKey key) =>
        $"[{profile}]\n{IdName} = {key.Id}\n{SecretName} = {key.Secret.Reveal()}\n";
}
