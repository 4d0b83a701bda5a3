using Hatchery.Core;

namespace Hatchery.Server.Api;

/// <summary>One AWS service behind the port, with its protocol: JSON by method and path, or XML by an action's name.</summary>
public interface IAwsService
{
    /// <summary>Whether the service of a signature's credential scope is this one.</summary>
    bool Serves(string signingName);

    /// <exception cref="AwsError">The refusal, to be written by <see cref="Refuse"/>.</exception>
    ValueTask<WireAnswer> AnswerAsync(SignedRequest request, CancellationToken ct);

    WireAnswer Refuse(AwsError error, string requestId);
}
