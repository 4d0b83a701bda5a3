using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hatchery.Device;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>Only with <c>--provision</c>: a device provisions itself, whole, and stays in the registry.</summary>
static class Provision
{
    public static readonly DoctorCheck Check = new("provision", "Provision", LookAsync) { Needs = [Connect.Check] };

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        if ((of.Template is null ? of.Asked.TemplateName : of.TemplateName) is not { } template)
        {
            return Finding.Skipped("no template is known", "Name it with --template.");
        }

        if (new[] { Template.Check, Hook.Check, References.Check, CreateRights.Check, ProvisionRights.Check }.FirstOrDefault(check => of.VerdictOf(check) is Verdict.Problem) is { } stands)
        {
            return Finding.Skipped($"it would be refused: see '{stands.Label}'");
        }

        var (port, alpn) = Connect.Ports(of).First();
        var client = new FleetProvisioningClient(new FleetProvisioningOptions
        {
            Endpoint = of.Endpoint(port, alpn),
            Claim = of.Claim!.Credentials(),
            ClientId = of.ClientId,
            TemplateName = template,
            Parameters = (of.Asked.Parameters ?? MadeUp(of.Template)).ToDictionary(parameter => parameter.Key, parameter => $"{parameter.Value}"),
            AttemptsMax = 1,
        });
        try
        {
            var device = await client.ProvisionAsync(ct: ct);
            return Finding.Ok($"thing {device.ThingName ?? "(none)"}, certificate {device.CertificateId[..12]}…; both stay in the registry");
        }
        catch (Exception e) when (e is ProvisioningRejectedException or DeviceConnectionException)
        {
            return Finding.Problem(e.Message, of.Asked.Parameters is null ? "The values sent were made up: give a device's own with --parameters." : "Compare the parameters with the template, or see the server's log.");
        }
    }

    /// <summary>A value for each parameter that the template leaves to the device.</summary>
    static JsonObject MadeUp(JsonObject? template)
    {
        var value = $"doctor-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var declared = template is null ? null : JsonNode.Parse($"{template["templateBody"]}")?["Parameters"] as JsonObject;
        return new JsonObject((declared ?? [])
            .Where(parameter => !parameter.Key.StartsWith("AWS::", StringComparison.Ordinal) && parameter.Value?["Default"] is null)
            .Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)value)));
    }
}
