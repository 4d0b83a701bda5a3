namespace Hatchery.Core.Policies.Variables;

/// <summary>Cognito identities don't connect here: their variables parse, are warned of and never have a value.</summary>
static class CognitoVariables
{
    public static PolicyVariable? Find(string name) =>
        name.StartsWith("cognito-identity.amazonaws.com:", StringComparison.OrdinalIgnoreCase)
            ? new PolicyVariable(name, static _ => VariableValue.None, static _ => "the client is no Cognito identity")
            {
                Warning = "Cognito identities are not supported, so this variable never has a value",
            }
            : null;
}
