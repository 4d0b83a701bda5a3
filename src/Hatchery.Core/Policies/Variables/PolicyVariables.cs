using System.Collections.Frozen;

namespace Hatchery.Core.Policies.Variables;

/// <summary>Every policy variable and condition key, family by family.</summary>
static class PolicyVariables
{
    // Names are compared without case: AWS's own page writes both Subject.initials and Subject.Initials.
    static readonly FrozenDictionary<string, PolicyVariable> Named =
        new[] { BasicVariables.All, ConnectVariables.All, ThingVariables.All, CertificateVariables.All }
            .SelectMany(family => family)
            .ToFrozenDictionary(variable => variable.Name, StringComparer.OrdinalIgnoreCase);

    // Families whose names carry a parameter.
    static readonly Func<string, PolicyVariable?>[] Parametrised =
        [ThingVariables.FindAttribute, CertificateVariables.FindIndexed, CognitoVariables.Find];

    /// <summary>Finds a variable. A name nobody knows gives one that never has a value: AWS accepts such documents.</summary>
    public static PolicyVariable Find(string name)
    {
        if (Named.TryGetValue(name, out var known))
        {
            return known;
        }

        foreach (var find in Parametrised)
        {
            if (find(name) is { } variable)
            {
                return variable;
            }
        }

        return Unknown(name);
    }

    static PolicyVariable Unknown(string name) =>
        new(name, static _ => VariableValue.None, static _ => "no variable has this name")
        {
            Warning = $"no variable is named {name}, so it never has a value",
        };
}
