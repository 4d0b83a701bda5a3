namespace Hatchery.Server.Api;

/// <summary>The body of an answer that is made while it is sent. A failure in its midst breaks the connection off, so that no client takes it for whole.</summary>
/// <param name="content">Disposed with it, sent or not.</param>
public sealed class StreamedBody(string contentType, Func<Stream, CancellationToken, Task> write, IDisposable content) : IDisposable
{
    public string ContentType => contentType;

    public Task WriteToAsync(Stream target, CancellationToken ct) => write(target, ct);

    public void Dispose() => content.Dispose();
}
