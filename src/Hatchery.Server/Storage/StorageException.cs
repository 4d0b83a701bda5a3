namespace Hatchery.Server.Storage;

/// <summary>
/// The registry can't be opened, or a commit failed: a disk, a permission, a file from elsewhere. The message is one line for an
/// operator; never a client's mistake.
/// </summary>
public sealed class StorageException : Exception
{
    public StorageException(string message) : base(message)
    {
    }

    public StorageException(string message, Exception inner) : base(message, inner)
    {
    }
}
