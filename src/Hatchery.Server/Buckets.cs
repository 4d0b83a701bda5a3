using Hatchery.Core;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server;

/// <summary>
/// What is S3 at AWS: <c>DIR/buckets/&lt;bucket&gt;/&lt;key&gt;</c> in the data folder. Operators put the input files of bulk
/// registrations there, and their reports come to lie beside them.
/// </summary>
public sealed class Buckets(string dataFolder)
{
    readonly string folder = Path.Combine(Path.GetFullPath(dataFolder), "buckets");

    /// <summary>Refuses a key that would lead out of its bucket, or that no object of a folder can have.</summary>
    /// <exception cref="AwsError">InvalidRequestException.</exception>
    public static void CheckKey(string bucket, string key)
    {
        if (bucket.All(c => c == '.'))
        {
            throw AwsError.InvalidRequest($"inputFileBucket must be the name of a folder, not '{bucket}'");
        }

        if (key.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw AwsError.InvalidRequest($"inputFileKey must be a path inside the bucket, without empty parts, '.' and '..', not '{key}'");
        }
    }

    /// <summary>Makes the folder, so that operators find where their buckets go.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The existing input file of a task.</summary>
    /// <exception cref="AwsError">InvalidRequestException: there is none, or a symbolic link is in the way.</exception>
    public string InputFile(RegistrationTask task)
    {
        var path = Resolve(task.InputFileBucket, task.InputFileKey);
        if (!Directory.Exists(Path.Combine(folder, task.InputFileBucket)))
        {
            throw AwsError.InvalidRequest($"The bucket {task.InputFileBucket} does not exist: it is the folder {Path.Combine(folder, task.InputFileBucket)}");
        }

        return File.Exists(path)
            ? path
            : throw AwsError.InvalidRequest($"The bucket {task.InputFileBucket} has no object {task.InputFileKey}: it is the file {path}");
    }

    /// <summary>Where a report of a task lies: beside its input file, under its name and the task's id.</summary>
    /// <exception cref="AwsError">InvalidRequestException: a symbolic link is in the way.</exception>
    public string ReportFile(RegistrationTask task, ReportType type) =>
        Resolve(task.InputFileBucket, $"{task.InputFileKey}.{task.Id}.{type.FileName()}.jsonl");

    // Whoever may write into a bucket may not read or write the rest of the machine by it.
    string Resolve(string bucket, string key)
    {
        CheckKey(bucket, key);
        var path = folder;
        foreach (var part in key.Split('/').Prepend(bucket))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw AwsError.InvalidRequest($"{path} is a symbolic link; what belongs to a bucket must itself be in it");
            }
        }

        return path;
    }
}
