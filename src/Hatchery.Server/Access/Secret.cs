namespace Hatchery.Server.Access;

/// <summary>Stand-in until the access keys arrive.</summary>
public sealed class Secret(string value)
{
    public string Reveal() => value;
}
