using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>One AWS service behind the port, with its protocol: JSON by method and path, or XML by an action's name.</summary>
public interface IAwsService
{
    /// <summary>Whether a request is this service's, by its signature's credential scope and its path.</summary>
    bool Serves(string signingName, string path);

    /// <exception cref="AwsError">The refusal, to be written by <see cref="Refuse"/>.</exception>
    ValueTask<WireAnswer> AnswerAsync(SignedRequest request, CancellationToken ct);

    WireAnswer Refuse(AwsError error, string requestId);
}
