using System.Text.Json.Nodes;
using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor;

/// <summary>Asks the server's own policy engine what the claim may do.</summary>
static class Rights
{
    /// <returns>Null when it is allowed.</returns>
    /// <exception cref="AwsApiException">The server has no such operation, or doesn't know the certificate.</exception>
    public static async Task<Denial?> WhyNotAsync(Examination of, string action, string resource, CancellationToken ct)
    {
        var question = new JsonObject
        {
            ["certificate"] = of.Claim!.Certificate!.Id,
            ["clientId"] = of.ClientId,
            ["action"] = action,
            ["resource"] = resource,
        };
        var answer = await of.Api!.HatcheryAsync(HttpMethod.Post, "explain", question, ct);
        return $"{answer["decision"]}" == "ALLOWED"
            ? null
            : new Denial(action, resource, $"{answer["reason"]}", [.. (answer["hints"] as JsonArray ?? []).Select(hint => $"{hint}")]);
    }

    /// <summary>What of a request and its answers is denied: publishing it, subscribing to each answer, receiving it.</summary>
    /// <param name="topic">The request's, without its format.</param>
    public static async Task<IReadOnlyList<Denial>> DeniedAsync(Examination of, string topic, string format, CancellationToken ct)
    {
        var request = $"{topic}/{format}";
        (string Action, string Resource)[] all =
        [
            ("iot:Publish", $"topic/{request}"),
            ("iot:Subscribe", $"topicfilter/{request}/accepted"),
            ("iot:Subscribe", $"topicfilter/{request}/rejected"),
            ("iot:Receive", $"topic/{request}/accepted"),
            ("iot:Receive", $"topic/{request}/rejected"),
        ];
        var answers = await Task.WhenAll(all.Select(right => WhyNotAsync(of, right.Action, right.Resource, ct)));
        return [.. answers.OfType<Denial>()];
    }

    /// <summary>A server without Hatchery's API can't be asked.</summary>
    public static Finding NotAsked(AwsApiException e) => Finding.Skipped($"the server doesn't explain its policies: {e.Code}");
}
