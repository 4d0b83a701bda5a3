using System.CommandLine;
using Hatchery.Cli.Commands;

namespace Hatchery.Cli.Claims;

/// <summary>CLAIM, or <c>--template</c> in its place.</summary>
static class ClaimArgument
{
    public static readonly Argument<string> Required = new("CLAIM") { Description = "Id of the claim certificate, the beginning of it, or the claim's name." };

    public static readonly Argument<string?> Optional = new("CLAIM") { Description = Required.Description, Arity = ArgumentArity.ZeroOrOne };

    public static readonly Option<string> Template = new("--template") { HelpName = "NAME", Description = "A provisioning template in place of CLAIM." };

    /// <summary>The path of the claim or the template below <c>/hatchery/v1</c>.</summary>
    /// <exception cref="UsageException">Neither is given, or both.</exception>
    public static string Path(ServerCall call) => (call.Parsed.GetValue(Optional), call.Parsed.GetValue(Template)) switch
    {
        ({ } claim, null) => $"claims/{ServerCall.Label(claim)}",
        (null, { } template) => $"provisioning-templates/{ServerCall.Label(template)}",
        _ => throw new UsageException($"name either CLAIM or {Template.Name}"),
    };
}
