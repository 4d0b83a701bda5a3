namespace Hatchery.Cli.Aws;

/// <summary>An access key, as AWS's shared credentials file holds it.</summary>
sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey)
{
    /// <summary>Reads profile <c>default</c>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It lacks the profile or one of its two members.</exception>
    public static AwsCredentials Read(string file)
    {
        var members = new Dictionary<string, string>();
        var lines = File.ReadLines(file).Select(line => line.Trim()).SkipWhile(line => line is not "[default]").Skip(1);
        foreach (var line in lines.TakeWhile(line => !line.StartsWith('[')))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value])
            {
                members[name] = value;
            }
        }

        return members.TryGetValue("aws_access_key_id", out var id) && members.TryGetValue("aws_secret_access_key", out var secret)
            ? new AwsCredentials(id, secret)
            : throw new InvalidDataException($"{file} lacks aws_access_key_id or aws_secret_access_key in profile default");
    }

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => AccessKeyId;
}
