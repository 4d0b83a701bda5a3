using System.Text;

namespace Hatchery.Device;

/// <summary>One message that the server delivered.</summary>
public sealed record DeviceMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The payload read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);
}
