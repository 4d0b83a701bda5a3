namespace Hatchery.Core.Certificates;

/// <summary>The kind of key pair that the server makes for a device which makes none itself. AWS knows RSA-2048 only.</summary>
public enum DeviceKeyType
{
    Rsa2048,
    EcP256,
    EcP384,
}

public static class DeviceKeyTypeText
{
    public static readonly IReadOnlyList<string> All = ["RSA_2048", "EC_P256", "EC_P384"];

    public static string ToWire(this DeviceKeyType type) => All[(int)type];

    /// <summary>Null when the text is none of them.</summary>
    public static DeviceKeyType? FromWire(string text)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == text)
            {
                return (DeviceKeyType)i;
            }
        }

        return null;
    }
}
