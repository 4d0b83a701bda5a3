using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Access;
using Hatchery.Core.Policies;

namespace Hatchery.Core.Tests.Access;

/// <summary>A case of <c>tests/Cases/iam/evaluation.json</c>: a caller's policies, and what it may do by them.</summary>
public sealed record IamCase
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public required string Name { get; init; }

    /// <summary>Where the expectation comes from.</summary>
    public string? Source { get; init; }

    public required IReadOnlyList<JsonElement> Policies { get; init; }

    public IReadOnlyList<JsonElement>? Session { get; init; }

    public Who Caller { get; init; } = new();

    public required IReadOnlyList<Request> Requests { get; init; }

    public static IReadOnlyList<IamCase> Load() =>
        JsonSerializer.Deserialize<IReadOnlyList<IamCase>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases/iam/evaluation.json")), Options)!;

    public IamDecision Evaluate(Request request)
    {
        var who = request.Caller ?? Caller;
        var caller = new Caller
        {
            Kind = who.Kind,
            Arn = "arn:aws:iam::000000000000:caller",
            UserId = "AIDA",
            AccessKeyId = "AKIA",
            UserName = who.UserName,
            IsSessionToken = who.IsSessionToken,
            Policies = [.. Policies.Select(Parse)],
            SessionPolicies = Session is null ? null : [.. Session.Select(Parse)],
        };
        var call = new IamRequest { Caller = caller, Now = request.Now ?? new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), PassedToService = request.PassedTo };
        return IamEvaluator.Evaluate(caller, request.Action, request.Arn, new PolicyContext { SourceIp = request.SourceIp, ApiCall = call });
    }

    static IamPolicy Parse(JsonElement document)
    {
        var (policy, problems) = IamPolicy.Parse(document.GetRawText());
        return policy ?? throw new InvalidDataException(string.Join('\n', problems));
    }

    public sealed record Who(CallerKind Kind = CallerKind.User, string? UserName = null, bool IsSessionToken = false);

    /// <param name="Resource">An ARN, or what follows region and account in one of AWS IoT's, or <c>*</c>.</param>
    public sealed record Request(
        string Action, string Resource, IamDecision Expect, string? SourceIp = null, DateTimeOffset? Now = null, string? PassedTo = null, Who? Caller = null)
    {
        public string Arn => Resource == "*" || Resource.StartsWith("arn:", StringComparison.Ordinal) ? Resource : "arn:aws:iot:us-east-1:000000000000:" + Resource;
    }
}
