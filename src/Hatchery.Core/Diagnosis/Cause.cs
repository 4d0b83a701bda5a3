namespace Hatchery.Core.Diagnosis;

/// <summary>A way in which a device fails, by a name that never changes: scripts, searches and documents rely on it.</summary>
/// <param name="Id">Lower case with hyphens; also the name of its page.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Seen">What the device sees of it: often nothing but a closed connection.</param>
/// <param name="Fix">What to change, where nothing closer is known of the case at hand.</param>
public sealed record Cause(string Id, string Sentence, string Seen, Fix Fix)
{
    public Cause(string id, string sentence, string seen, string what, string where) : this(id, sentence, seen, new Fix(what, where))
    {
    }

    /// <summary>Where it is explained, below the repository.</summary>
    public string Page => $"docs/causes/{Id}.md";
}
