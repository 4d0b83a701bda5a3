using Hatchery.Server.Access.Iam;
using Hatchery.Server.Access.Query;
using Hatchery.Server.Access.Sts;
using Hatchery.Server.Api.Data;
using Hatchery.Server.Api.Hatchery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hatchery.Server.Api;

public static class AwsApiEndpoint
{
    /// <summary>Answers every path that no other endpoint takes with AWS's APIs.</summary>
    public static IEndpointConventionBuilder MapAwsApi(this IEndpointRouteBuilder endpoints, ApiServices services)
    {
        var api = new AwsApi(
            [
                new RestJsonService(services, HatcheryApi.Router, HatcheryApi.Prefix, "hatchery", "iot"),

                // Old SDKs signed AWS IoT's requests for execute-api.
                new RestJsonService(services, new OperationRouter([.. OperationTable.All, .. OperationTable.Unbuilt]), "/", "iot", "execute-api"),
                new RestJsonService(services, DataPlane.Router, "/", DataPlane.SigningNames) { Refusing = DataPlaneRefusal.Of },
                new QueryService(services, IamActions.Api),
                new QueryService(services, StsActions.Api),
            ],
            services,
            endpoints.ServiceProvider.GetRequiredService<ILogger<AwsApi>>());

        return endpoints.Map("/{**path}", api.HandleAsync);
    }
}
