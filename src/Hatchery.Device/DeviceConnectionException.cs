namespace Hatchery.Device;

/// <summary>The connection could not be made, was refused, or ended before the answer came.</summary>
public sealed class DeviceConnectionException : Exception
{
    public DeviceConnectionException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same again may succeed. MQTT 3.1.1 cannot tell a denial from a lost connection, so that counts as transient.</summary>
    public bool IsTransient { get; }
}
