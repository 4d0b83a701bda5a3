namespace Hatchery.Server.Storage;

/// <summary>One SQL text, made once as a static field; each connection prepares it once. Parameters are <c>$1</c>, <c>$2</c>, ...</summary>
sealed class Statement(string text)
{
    public string Text { get; } = text;
}
