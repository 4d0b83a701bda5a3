using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Bulk;
using Hatchery.Core;
using Hatchery.Core.Templates;

namespace Hatchery.Cli.Commands;

/// <summary><c>hatchery bulk register</c>: registers the device of each line of a file, by a template.</summary>
static class BulkCommand
{
    static readonly Argument<string> File = new("FILE") { Description = "A JSON object of parameters in each line." };

    static readonly Option<string> Template = new("--template") { HelpName = "TEMPLATE.json", Description = "The registration template.", Required = true };

    public static Command Create(Terminal terminal)
    {
        const string Description = "Register a device for each line of FILE, write FILE.results.jsonl with their certificates and FILE.errors.jsonl. "
            + "Lines that FILE.results.jsonl has already are left alone, so a run that broke off can be repeated.";
        return new Command("bulk", "Register many devices.") { AskCommand.Create("register", Description, terminal, RegisterAsync, File, Template) };
    }

    static async Task<int> RegisterAsync(ServerCall call)
    {
        var file = Path.GetFullPath(call.Parsed.GetRequiredValue(File));
        var template = ReadTemplate(call.Parsed.GetRequiredValue(Template));
        var progress = new ProgressBar(call.Terminal, call.Json, TimeProvider.System);
        BulkCounts counts;
        using (var run = BulkRun.Open(file, template, call.Api, progress))
        {
            counts = await run.RunAsync(call.Ct);
        }

        var value = new JsonObject
        {
            ["registered"] = counts.Registered,
            ["failed"] = counts.Failed,
            ["registeredBefore"] = counts.RegisteredBefore,
            ["results"] = BulkRun.ResultsOf(file),
            ["errors"] = BulkRun.ErrorsOf(file),
        };
        call.Print(value, Lines(counts, file));
        return counts.Failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    static IEnumerable<string> Lines(BulkCounts counts, string file)
    {
        yield return $"{counts.Registered} registered, {counts.Failed} failed";
        if (counts.RegisteredBefore > 0)
        {
            yield return $"{counts.RegisteredBefore} were registered by an earlier run and left alone";
        }

        yield return $"  certificates  {BulkRun.ResultsOf(file)}";
        if (counts.Failed > 0)
        {
            yield return $"  errors        {BulkRun.ErrorsOf(file)}";
        }
    }

    /// <summary>A template that is wrong would make every line fail.</summary>
    static string ReadTemplate(string path)
    {
        var body = System.IO.File.ReadAllText(path);
        if (body.Length > Limits.TemplateBodyMax)
        {
            throw new FailureException($"{path} has {body.Length} characters; a template has {Limits.TemplateBodyMax} at most");
        }

        try
        {
            TemplateDocument.ParseGivenOrThrow(body, TemplateKind.Registration);
            return body;
        }
        catch (AwsError e)
        {
            throw new FailureException($"{path}: {e.Message}");
        }
    }
}
