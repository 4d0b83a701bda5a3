using System.Net;
using Hatchery.Cli.Aws;

namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The API answers and takes the key; it also tells the endpoint that devices dial.</summary>
static class Api
{
    public static readonly DoctorCheck Check = new("api", "API", LookAsync);

    static async Task<Finding> LookAsync(Examination of, CancellationToken ct)
    {
        if (of.Api is not { } api)
        {
            return of.Host is null
                ? Finding.Problem($"no running server found; looked for {of.LookedFor}", $"Start one with '{of.Invocation} serve', name its folder with --data, or what devices dial with --endpoint HOST.")
                : Finding.Skipped("no server of this machine and no AWS_... variables: only what a device sees is looked at");
        }

        var begun = of.Time.GetUtcNow();
        try
        {
            var answer = await api.IotAsync(HttpMethod.Get, "/endpoint?endpointType=iot%3AData-ATS", body: null, ct);
            if (!of.HostIsGiven && (string?)answer["endpointAddress"] is { } endpoint)
            {
                of.Host = endpoint;
            }

            return Finding.Ok($"{of.ApiUrl}{(of.Server is { } server ? $", Hatchery {server.Version}, region {server.Region}, account {server.Account}" : "")}");
        }
        catch (AwsApiException e) when (e.Code.StartsWith("AccessDenied", StringComparison.Ordinal))
        {
            return Finding.Problem($"the access key is too narrow: {e.Reason}", $"Take one that sees everything: '{of.Invocation} keys create --read-only'.");
        }
        catch (AwsApiException e) when (e.Status is HttpStatusCode.Forbidden)
        {
            return Finding.Problem($"{of.ApiUrl} refuses the access key: {e.Reason}", $"""Take the server's own: eval "$({of.Invocation} env)".""");
        }
        catch (AwsApiException e)
        {
            return Finding.Problem($"{of.ApiUrl} refuses: {e.Message}", "The server's log says more.");
        }
        catch (HttpRequestException e)
        {
            return Finding.Problem($"{of.ApiUrl} can't be asked: {e.Message}", "Is AWS_ENDPOINT_URL that of a running server, and AWS_CA_BUNDLE its root CA where it has --api-tls?");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Finding.Problem($"{of.ApiUrl} doesn't answer", "The server's log may say why; start it anew.");
        }
        finally
        {
            // Half of the way there and back.
            of.Skew = api.LastDate - (begun + (of.Time.GetUtcNow() - begun) / 2);
        }
    }
}
