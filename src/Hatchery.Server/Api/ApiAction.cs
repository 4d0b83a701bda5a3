namespace Hatchery.Server.Api;

/// <summary>Actions of all services, <c>iot:CreateThing</c>, by AWS's habit of naming them.</summary>
static class ApiAction
{
    // AWS's verbs, and those of Hatchery's own API that ask only.
    static readonly string[] ReadVerbs = ["Describe", "Get", "List", "Search", "Test", "Lint", "DryRun", "Explain"];

    // Devices' messages are traffic, not changes of what is set up.
    static readonly string[] DataPlane = ["iot:Publish", "iot:UpdateThingShadow", "iot:DeleteThingShadow"];

    /// <summary>Whether it changes something, or gives credentials out.</summary>
    public static bool IsWrite(string action) => action == "sts:GetSessionToken" || (!IsRead(action) && !DataPlane.Contains(action));

    static bool IsRead(string action)
    {
        var name = action.AsSpan(action.IndexOf(':') + 1);

        foreach (var verb in ReadVerbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
