using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Linting;

namespace Hatchery.Core.Tests.Linting;

/// <summary>A case of <c>tests/Cases/lint</c>: a document, what is known beside it, and what lint says.</summary>
public sealed record LintCase
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string Name { get; init; }

    public Known? Scope { get; init; }

    /// <summary>A policy or template; <c>ARN:</c> stands for the ARN up to the account.</summary>
    public JsonElement? Document { get; init; }

    /// <summary>Instead of a document: what is none.</summary>
    public string? Text { get; init; }

    /// <summary>Every error and warning: severity, rule and path.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Some of the remarks: rule and path.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>A part of one finding's message.</summary>
    public string? Message { get; init; }

    /// <summary>A part of one finding's fix.</summary>
    public string? Fix { get; init; }

    public static IReadOnlyList<LintCase> Load(string path) => JsonSerializer.Deserialize<IReadOnlyList<LintCase>>(File.ReadAllText(path), Options)!;

    public string Json => Text ?? Document!.Value.GetRawText().Replace("ARN:", "arn:aws:iot:us-east-1:000000000000:", StringComparison.Ordinal);

    public LintScope ToScope() => Scope is null ? LintScope.Nothing : new LintScope
    {
        Account = Scope.Region is null ? null : new AwsAccount(Scope.Region, Scope.Account!),
        Templates = Scope.Templates,
        IsClaim = Scope.Claim,
    };

    public sealed record Known(string? Region = null, string? Account = null, IReadOnlyList<string>? Templates = null, bool? Claim = null);
}
