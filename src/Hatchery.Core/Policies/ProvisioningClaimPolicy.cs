using Hatchery.Core.Templates;

namespace Hatchery.Core.Policies;

/// <summary>
/// What the temporary certificate of a trusted user may do: provision by its template, nothing else. AWS wants no policy attached
/// to it, so it has this one, in the words of AWS's example of a claim policy, and denials explain themselves as always.
/// </summary>
public static class ProvisioningClaimPolicy
{
    static readonly string[] Creates = ["$aws/certificates/create", "$aws/certificates/create-from-csr"];
    static readonly string[] Formats = ["json", "cbor"];

    public static AttachedPolicy Of(TemplateName template, AwsAccount account)
    {
        string[] requests = [.. Creates, $"$aws/provisioning-templates/{template}/provision"];
        var asks = requests.SelectMany(_ => Formats, (request, format) => account.IotArn("topic", $"{request}/{format}"));
        var hears = requests.Select(request => account.IotArn("topic", $"{request}/*"));
        var subscribes = requests.Select(request => account.IotArn("topicfilter", $"{request}/*"));
        var document = $$"""
            {"Version":"2012-10-17","Statement":[
            {"Sid":"Connect","Effect":"Allow","Action":"iot:Connect","Resource":"{{account.IotArn("client", "*")}}"},
            {"Sid":"Ask","Effect":"Allow","Action":"iot:Publish","Resource":{{List(asks)}}},
            {"Sid":"Subscribe","Effect":"Allow","Action":"iot:Subscribe","Resource":{{List(subscribes)}}},
            {"Sid":"Hear","Effect":"Allow","Action":"iot:Receive","Resource":{{List(hears)}}}]}
            """;
        return new AttachedPolicy(new PolicyName($"provisioning-claim-of-{template}"), "implicit", PolicyDocument.ParseOrThrow(document));
    }

    // ARNs of topics hold nothing that JSON escapes.
    static string List(IEnumerable<string> arns) => $"[{string.Join(',', arns.Select(arn => $"\"{arn}\""))}]";
}
