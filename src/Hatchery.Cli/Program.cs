using System.CommandLine;
using Hatchery.Cli.Commands;

namespace Hatchery.Cli;

/// <summary>The verbs, one file each in <c>Commands/</c>.</summary>
static class Program
{
    public static readonly IReadOnlyList<Func<Terminal, Command>> Verbs =
    [
        ServeCommand.Create,
        QuickstartCommand.Create,
        EnvCommand.Create,
        WhyCommand.Create,
        AttemptsCommand.Create,
        BulkCommand.Create,
        LintCommand.Create,
        DryRunCommand.Create,
        ExplainCommand.Create,
        TemplateCommand.Create,
        DoctorCommand.Create,
        ClaimCommand.Create,
        OrphansCommand.Create,
        KeysCommand.Create,
        AuditCommand.Create,
        BackupCommand.Create,
        RestoreCommand.Create,
    ];

    static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Terminal.OfProcess(), Verbs);
}
