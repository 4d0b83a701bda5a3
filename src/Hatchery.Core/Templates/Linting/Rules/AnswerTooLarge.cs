using System.Text;
using Hatchery.Core.Linting;
using Hatchery.Core.Templates.Expressions;

namespace Hatchery.Core.Templates.Linting.Rules;

/// <summary>A DeviceConfiguration that fills a device's buffer. Clients with 2 KiB and 4 KiB drop what is longer without a word.</summary>
static class AnswerTooLarge
{
    public static readonly LintRule<LintedTemplate> Rule = new("answer-too-large", ProblemSeverity.Warning, Find);

    const int Small = 2 * 1024;
    const int Large = 4 * 1024;

    /// <summary>Quotes, colon and comma of a member.</summary>
    const int Framing = 6;

    static IEnumerable<LintHit> Find(LintedTemplate template)
    {
        var bytes = template.Document.DeviceConfiguration.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Value(entry.Value) + Framing);
        var buffer = bytes > Small ? bytes > Large ? Large : Small : 0;
        return buffer == 0 ? [] : [new LintHit("$.DeviceConfiguration", $"The answer has at least {bytes} bytes; a client with a buffer of {buffer} bytes drops it.", "Send less: an address to fetch the rest from, for example.")];
    }

    static int Value(TemplateExpression expression) => expression is LiteralExpression literal ? Encoding.UTF8.GetByteCount(literal.Text) : 0;
}
