using Hatchery.Core;

namespace Hatchery.Server.Api.Data;

/// <summary>The data plane behind the API's port: the control plane's protocol, with refusals of its own.</summary>
public sealed class DataPlaneService(ApiServices services) : IAwsService
{
    readonly RestJsonService rest = new(services, DataPlane.Router, "/", DataPlane.SigningNames);

    public bool Serves(string signingName, string path) => rest.Serves(signingName, path);

    public ValueTask<WireAnswer> AnswerAsync(SignedRequest request, CancellationToken ct) => rest.AnswerAsync(request, ct);

    public WireAnswer Refuse(AwsError error, string requestId) => DataPlaneRefusal.Of(error, requestId);
}
