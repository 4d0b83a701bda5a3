using System.Net;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Server;

namespace Hatchery.Cli.Seed;

/// <summary>Makes the set-up through the API, one step a method; what already stands is left as it is.</summary>
sealed class SeedSetup(AwsApiClient api, ServerInfo server, ClaimFolder folder)
{
    public Task<StepOutcome> ClaimPolicyAsync(CancellationToken ct) => PolicyAsync(SeedNames.ClaimPolicy, SeedDocuments.ClaimPolicy(server), ct);

    public Task<StepOutcome> FleetPolicyAsync(CancellationToken ct) => PolicyAsync(SeedNames.FleetPolicy, SeedDocuments.FleetPolicy(server), ct);

    /// <summary>An active certificate with the claim policy, its files in <c>quickstart/</c>.</summary>
    public async Task<StepOutcome> ClaimCertificateAsync(CancellationToken ct)
    {
        folder.WriteRootCa(server.RootCaFile);
        if (folder.CertificateId() is { } id && await StatusAsync(id, ct) is { } status and not "REVOKED")
        {
            if (status is not "ACTIVE")
            {
                throw new FailureException($"the claim certificate {id} is {status}; activate it, or remove {folder.Path} to get a new one");
            }

            await AttachClaimPolicyAsync(Arn($"cert/{id}"), ct);
            return new StepOutcome(id, AlreadyThere: true);
        }

        var created = await api.IotAsync(HttpMethod.Post, "/keys-and-certificate?setAsActive=true", body: null, ct);
        folder.WriteClaim(Text(created, "certificatePem"), Text(created["keyPair"]?.AsObject(), "PrivateKey"));
        await AttachClaimPolicyAsync(Text(created, "certificateArn"), ct);
        return new StepOutcome(Text(created, "certificateId"));
    }

    public async Task<StepOutcome> RoleAsync(CancellationToken ct)
    {
        var parameters = new Dictionary<string, string> { ["RoleName"] = SeedNames.Role, ["AssumeRolePolicyDocument"] = SeedDocuments.RoleTrust };
        var outcome = await CreateAsync(SeedNames.Role, () => api.IamAsync("CreateRole", parameters, ct));
        await api.IamAsync(
            "AttachRolePolicy", new Dictionary<string, string> { ["RoleName"] = SeedNames.Role, ["PolicyArn"] = SeedDocuments.RegistrationPolicyArn }, ct);
        return outcome;
    }

    public async Task<StepOutcome> ThingGroupAsync(CancellationToken ct)
    {
        // Asked first: creating the same group again succeeds at AWS, so it wouldn't say that the group stood.
        var path = $"/thing-groups/{SeedNames.ThingGroup}";
        if (await ExistsAsync(path, ct))
        {
            return new StepOutcome(SeedNames.ThingGroup, AlreadyThere: true);
        }

        return await CreateAsync(SeedNames.ThingGroup, () => api.IotAsync(HttpMethod.Post, path, [], ct));
    }

    public Task<StepOutcome> TemplateAsync(CancellationToken ct) => CreateAsync(SeedNames.Template, () => api.IotAsync(
        HttpMethod.Post,
        "/provisioning-templates",
        new JsonObject
        {
            ["templateName"] = SeedNames.Template,
            ["description"] = "Made by hatchery quickstart",
            ["templateBody"] = SeedDocuments.TemplateBody,
            ["enabled"] = true,
            ["provisioningRoleArn"] = $"arn:aws:iam::{server.Account}:role/{SeedNames.Role}",
        },
        ct));

    Task<StepOutcome> PolicyAsync(string name, string document, CancellationToken ct) => CreateAsync(
        name, () => api.IotAsync(HttpMethod.Post, $"/policies/{name}", new JsonObject { ["policyDocument"] = document }, ct));

    // Attaching again is no error at AWS.
    async Task AttachClaimPolicyAsync(string certificateArn, CancellationToken ct) =>
        await api.IotAsync(HttpMethod.Put, $"/target-policies/{SeedNames.ClaimPolicy}", new JsonObject { ["target"] = certificateArn }, ct);

    /// <summary>Null for a certificate that the server doesn't know: its database is a new one.</summary>
    async Task<string?> StatusAsync(string certificateId, CancellationToken ct)
    {
        try
        {
            var answer = await api.IotAsync(HttpMethod.Get, $"/certificates/{certificateId}", body: null, ct);
            return Text(answer["certificateDescription"]?.AsObject(), "status");
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    async Task<bool> ExistsAsync(string path, CancellationToken ct)
    {
        try
        {
            await api.IotAsync(HttpMethod.Get, path, body: null, ct);
            return true;
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    static async Task<StepOutcome> CreateAsync(string name, Func<Task> create)
    {
        try
        {
            await create();
            return new StepOutcome(name);
        }
        catch (AwsApiException e) when (e.Code is "ResourceAlreadyExistsException" or "EntityAlreadyExists")
        {
            return new StepOutcome(name, AlreadyThere: true);
        }
    }

    string Arn(string rest) => $"arn:aws:iot:{server.Region}:{server.Account}:{rest}";

    static string Text(JsonObject? answer, string member) =>
        answer?[member]?.GetValue<string>() ?? throw new InvalidDataException($"The API's answer lacks '{member}'");
}
