namespace Hatchery.Server.Api;

/// <summary>One operation of AWS IoT's API: its name, how it is reached and who answers it.</summary>
/// <param name="Path">AWS's request URI with labels, e.g. <c>/things/{thingName}</c>.</param>
public sealed record ApiOperation(string Name, string Method, string Path, ApiHandler Handle);

/// <summary>Answers one request. A refusal is an <see cref="Core.AwsError"/>.</summary>
public delegate ValueTask<ApiResponse> ApiHandler(ApiRequest request, ApiServices services, CancellationToken ct);
