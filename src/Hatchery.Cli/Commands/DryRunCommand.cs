using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Settings;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery dry-run</c>: what a device would become by a template, and what it could do then; nothing is written.</summary>
static class DryRunCommand
{
    static readonly Option<string> Template = new("--template") { HelpName = "NAME", Description = "The provisioning template.", Required = true };

    static readonly Option<string> Parameters = new("--parameters") { HelpName = "JSON", Description = "What the device would send, as JSON or @FILE." };

    static readonly Option<string> Csr = new("--csr") { HelpName = "FILE", Description = "The device's certificate signing request, PEM; a certificate is made for it and forgotten." };

    static readonly Option<string> CertificateId = new("--certificate-id") { HelpName = "ID", Description = "A certificate that is pending activation." };

    public static Command Create(Terminal terminal) => AskCommand.Create(
        "dry-run", "Show what a device would get from a template, without writing anything.", terminal, RunAsync, Template, Parameters, Csr, CertificateId);

    static async Task<int> RunAsync(ServerCall call)
    {
        var request = new JsonObject
        {
            ["templateName"] = call.Parsed.GetRequiredValue(Template),
            ["parameters"] = await JsonArgument.ReadAsync(call.Parsed.GetValue(Parameters), Parameters.Name, call.Ct),
            ["certificateId"] = call.Parsed.GetValue(CertificateId),
            ["certificateSigningRequest"] = call.Parsed.GetValue(Csr) is { } file ? await File.ReadAllTextAsync(file, call.Ct) : null,
        };
        var answer = await call.Api.HatcheryAsync(HttpMethod.Post, "dry-run", request, call.Ct);
        call.Print(answer, new DryRunReport(answer, call.Terminal).Lines());
        return (bool)answer["accepted"]! ? CommandLine.Done : CommandLine.Failed;
    }
}
