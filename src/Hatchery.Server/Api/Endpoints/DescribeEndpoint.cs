using System.Text.Json.Serialization;
using Hatchery.Core;

namespace Hatchery.Server.Api.Endpoints;

/// <summary>Where devices connect. One host name serves every endpoint type here, so all types get it; clients add the port.</summary>
static class DescribeEndpoint
{
    public static ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        // Without a type AWS answers the legacy endpoint.
        var type = request.Query("endpointType") ?? "iot:Data";
        new Validation().Text("endpointType", type, pattern: null, 0, 128).ThrowIfAny();
        if (type is not ("iot:Data" or "iot:Data-ATS" or "iot:CredentialProvider" or "iot:Jobs" or "iot:DeviceAdvisor" or "iot:Data-Beta"))
        {
            throw AwsError.InvalidRequest($"Invalid endpoint type {type}: it must be iot:Data, iot:Data-ATS, iot:CredentialProvider, iot:Jobs, iot:DeviceAdvisor or iot:Data-Beta");
        }

        return new(ApiResponse.Json(new DescribeEndpointResponse(services.Options.Hostnames[0]), EndpointsJson.Default.DescribeEndpointResponse));
    }
}

sealed record DescribeEndpointResponse(string EndpointAddress);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DescribeEndpointResponse))]
sealed partial class EndpointsJson : JsonSerializerContext;
