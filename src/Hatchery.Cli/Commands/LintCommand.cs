using System.CommandLine;
using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;
using Hatchery.Cli.Settings;
using Hatchery.Core;
using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting;
using Hatchery.Core.Templates.Linting;

namespace Hatchery.Cli.Commands;

/// <summary>
/// <c>hatchery lint</c>: policies and templates in files, by themselves or, when a server runs, against what it holds; without a
/// file, everything that the server holds.
/// </summary>
static class LintCommand
{
    static readonly Argument<string[]> Files = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Policies and provisioning templates; without one, all that the running server holds.",
    };

    static readonly Option<bool> Strict = new("--strict") { Description = "Warnings fail, too." };

    static readonly Option<bool> Claim = new("--claim") { Description = "The policies are for claim certificates (else their topics tell)." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("lint", "Find what AWS accepts in policies and templates and devices stumble over.") { Files, Strict, Claim, DataFolder.Option, JsonOption.Instance };
        command.SetAction(async (parsed, _) =>
        {
            using var stop = new StopSignal();
            return await RunAsync(parsed, terminal, stop.Token);
        });
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        var folder = DataFolder.Read(new SettingReader(parsed, terminal));
        var target = AskCommand.FindTarget(folder, terminal);
        var files = parsed.GetValue(Files) ?? [];
        if (target is null && (files.Length == 0 || folder.IsGiven))
        {
            throw new FailureException($"not running: no server on {folder.Path}{(files.Length == 0 ? "; name files to lint without one" : "")}");
        }

        using var api = target is null ? null : new AwsApiClient(target, TimeProvider.System);
        var report = new LintReport(terminal, parsed.GetValue(JsonOption.Instance));
        if (files.Length == 0)
        {
            await LintServerAsync(api!, report, terminal, ct);
            return report.End(parsed.GetValue(Strict));
        }

        bool? claim = parsed.GetValue(Claim) ? true : null;
        var asked = api;
        foreach (var file in files)
        {
            var document = await ReadAsync(file, ct);
            if (asked is not null && await AskAsync(asked, document, claim, ct) is { } answer)
            {
                report.File(file, $"{answer["kind"]}", LintFinding.Of(answer["findings"]));
                continue;
            }

            if (asked is not null)
            {
                terminal.Complain($"the API at {target!.Url} can't be asked; judging the files by themselves");
                asked = null;
            }

            var kind = DocumentKind.Of(document);
            report.File(file, kind, Judge(document, kind, claim));
        }

        return report.End(parsed.GetValue(Strict));
    }

    static async Task LintServerAsync(AwsApiClient api, LintReport report, Terminal terminal, CancellationToken ct)
    {
        JsonObject answer;
        try
        {
            answer = await api.HatcheryAsync(HttpMethod.Get, "lint", body: null, ct);
        }
        catch (Exception e) when (e is AwsApiException or HttpRequestException or OperationCanceledException)
        {
            throw new FailureException($"the server can't be asked: {e.Message}");
        }

        foreach (var subject in answer["subjects"]!.AsArray().OfType<JsonObject>())
        {
            report.Subject($"{subject["kind"]}", $"{subject["name"]}", (string?)subject["versionId"], LintFinding.Of(subject["findings"]));
        }

        if (!(bool)answer["complete"]!)
        {
            terminal.Complain("the server holds more than one lint goes through: not everything was judged");
        }
    }

    /// <summary>Null when there is no server to ask after all.</summary>
    static async Task<JsonObject?> AskAsync(AwsApiClient api, string document, bool? claim, CancellationToken ct)
    {
        try
        {
            return await api.HatcheryAsync(HttpMethod.Post, "lint", new JsonObject { ["document"] = document, ["claim"] = claim }, ct);
        }
        catch (Exception e) when (e is AwsApiException or HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    static IReadOnlyList<LintFinding> Judge(string document, string kind, bool? claim)
    {
        var scope = LintScope.Nothing with { IsClaim = claim };
        var problems = kind == DocumentKind.Template ? TemplateLint.Check(document, scope) : PolicyLint.Check(document, scope);
        var positions = new JsonPositions(document);
        return [.. problems.Select(problem => LintFinding.Of(problem, positions))];
    }

    static async Task<string> ReadAsync(string file, CancellationToken ct)
    {
        if (file.StartsWith("file://", StringComparison.Ordinal))
        {
            throw new UsageException($"'{file}' is how aws names a file; here it is '{file["file://".Length..]}'");
        }

        var found = new FileInfo(file);
        if (!found.Exists)
        {
            throw new FailureException($"{file}: no such file");
        }

        return found.Length <= Limits.LintedDocumentMax
            ? await File.ReadAllTextAsync(file, ct)
            : throw new FailureException($"{file} has {found.Length} bytes; no policy or template has more than {Limits.LintedDocumentMax}");
    }
}
