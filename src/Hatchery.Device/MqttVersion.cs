namespace Hatchery.Device;

/// <summary>The version of MQTT that a device speaks.</summary>
public enum MqttVersion
{
    /// <summary>MQTT 3.1.1: AWS answers what a policy denies by closing the connection.</summary>
    V311,

    /// <summary>MQTT 5: what a policy denies is answered with a reason code.</summary>
    V5,
}
