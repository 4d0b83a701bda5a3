namespace Hatchery.Core.Policies.Variables;

/// <summary>Condition keys of iot:Connect. Source: AWS IoT "Connect policy examples".</summary>
static class ConnectVariables
{
    public static readonly PolicyVariable[] All =
    [
        new("iot:ConnectAttributes", c => VariableValue.Of(c.ConnectAttributes), _ => "the CONNECT asks for neither a persistent session nor a will") { IsConditionOnly = true },
        new("iot:LastWillTopic", c => c.LastWillTopicArn, _ => "the CONNECT has no will") { IsConditionOnly = true },
    ];
}
