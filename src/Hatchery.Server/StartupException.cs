namespace Hatchery.Server;

/// <summary>The server cannot start, for a reason that the operator can put right. The message is one line.</summary>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
