using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery explain</c>: may this certificate and client id do this, and which statement says so.</summary>
static class ExplainCommand
{
    static readonly Option<string> Certificate = new("--certificate") { HelpName = "ID", Description = "Certificate id or ARN, or a PEM file.", Required = true };

    static readonly Option<string> ClientId = new("--client-id") { HelpName = "C", Description = "The client id it connects under.", Required = true };

    static readonly Option<string> Action = new("--action") { HelpName = "A", Description = "E.g. iot:Subscribe.", Required = true };

    static readonly Option<string> Resource = new("--resource") { HelpName = "ARN", Description = "The ARN, or what follows the account in it, e.g. topicfilter/a/b.", Required = true };

    static readonly Option<string> SourceIp = new("--source-ip") { HelpName = "IP", Description = "The device's address, for conditions on aws:SourceIp." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "explain", "Tell whether a certificate and client id may do something, and why.", terminal, RunAsync, Certificate, ClientId, Action, Resource, SourceIp);

    static async Task<int> RunAsync(ServerCall call)
    {
        var request = new JsonObject
        {
            ["certificate"] = IdOf(call.Parsed.GetRequiredValue(Certificate)),
            ["clientId"] = call.Parsed.GetRequiredValue(ClientId),
            ["action"] = call.Parsed.GetRequiredValue(Action),
            ["resource"] = call.Parsed.GetRequiredValue(Resource),
            ["sourceIp"] = call.Parsed.GetValue(SourceIp),
        };
        var answer = await call.Api.HatcheryAsync(HttpMethod.Post, "explain", request, call.Ct);
        call.Print(answer, Lines(answer, call.Terminal));
        return CommandLine.Done;
    }

    static string IdOf(string given)
    {
        if (!File.Exists(given))
        {
            return given;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(given);
            return Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256));
        }
        catch (CryptographicException e)
        {
            throw new FailureException($"{given} is no certificate: {e.Message}");
        }
    }

    static IEnumerable<string> Lines(JsonObject answer, Terminal terminal)
    {
        var decision = $"{answer["decision"]}";
        yield return $"{(decision == "ALLOWED" ? terminal.Green(decision) : terminal.Red(decision))}  {answer["action"]} on {answer["resource"]}";
        yield return $"  {answer["reason"]}";
        foreach (var hint in answer["hints"]!.AsArray())
        {
            yield return $"{terminal.Bold("!")} {hint}";
        }

        yield return "";
        yield return $"  Certificate  {answer["certificateId"]}, {answer["certificateStatus"]}";
        yield return $"  Client id    {answer["clientId"]}";
        yield return $"  Thing        {answer["thingName"] ?? "(none)"}";
        foreach (var policy in answer["policies"]!.AsArray().OfType<JsonObject>())
        {
            yield return $"  Policy       {policy["policyName"]} version {policy["versionId"]}, of the {policy["attachedTo"]}";
        }

        yield return "";
        foreach (var line in answer["statements"]!.AsArray().OfType<JsonObject>().SelectMany(statement => StatementLines(statement, terminal)))
        {
            yield return line;
        }
    }

    static IEnumerable<string> StatementLines(JsonObject statement, Terminal terminal)
    {
        var matched = $"{statement["outcome"]}" == "matched";
        var effect = $"{statement["effect"]}";
        var outcome = matched ? (effect == "Allow" ? terminal.Green("matches") : terminal.Red("matches")) : $"parts at its {statement["outcome"]}";
        yield return $"  {effect,-5} {statement["policyName"]} statement {statement["index"]}{(statement["sid"] is { } sid ? $" ({sid})" : "")}: {outcome}";
        if (statement["why"] is { } why)
        {
            yield return $"        {why}";
        }

        foreach (var variable in statement["variables"]!.AsArray().OfType<JsonObject>())
        {
            var values = string.Join(", ", variable["values"]!.AsArray().Select(value => $"{value}"));
            yield return terminal.Faint($"        {variable["name"]} = {(variable["whyMissing"] is { } missing ? $"(no value: {missing})" : values)}");
        }
    }
}
