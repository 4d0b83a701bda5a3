using Hatchery.Core;
using Hatchery.Core.Templates;
using Hatchery.Server.Api.Templates;
using Hatchery.Server.Provisioning;

namespace Hatchery.Server.Api.Provisioning;

/// <summary>Registers one thing by a template that the call itself holds.</summary>
static class RegisterThing
{
    public static async ValueTask<ApiResponse> Handle(ApiRequest request, ApiServices services, CancellationToken ct)
    {
        var body = request.Body(ProvisioningJson.Default.RegisterThingRequest);
        var parameters = Check(body);
        var template = TemplateDocument.ParseGivenOrThrow(body.TemplateBody!, TemplateKind.Registration);

        var registration = new ThingRegistration(services.Issuer, services.Account, services.Time).Prepare(template, parameters);
        var registered = await services.Registry.TransactAsync(registration.Apply, ct);
        return ApiResponse.Json(new RegisterThingResponse(registered.CertificatePem, registered.ResourceArns), ProvisioningJson.Default.RegisterThingResponse);
    }

    static Dictionary<string, string> Check(RegisterThingRequest body)
    {
        var parameters = body.Parameters ?? new Dictionary<string, string?>();
        var validation = new Validation().TemplateBody("templateBody", body.TemplateBody);
        foreach (var (name, value) in parameters)
        {
            validation
                .Text("parameters", name, pattern: null, 0, Limits.ParameterNameMax)
                .Required($"parameters.{NearMiss.Quote(name)}", value)
                .Text("parameters", value, pattern: null, 0, Limits.ParameterValueMax);
        }

        validation.ThrowIfAny();
        return parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value!);
    }
}

sealed record RegisterThingRequest(string? TemplateBody = null, IReadOnlyDictionary<string, string?>? Parameters = null);

sealed record RegisterThingResponse(string CertificatePem, IReadOnlyDictionary<string, string> ResourceArns);
