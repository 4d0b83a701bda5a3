using System.Net;

namespace Hatchery.Cli.Aws;

/// <summary>The API refused a request.</summary>
/// <param name="code">AWS's word, e.g. <c>ResourceAlreadyExistsException</c>; IAM's have no "Exception".</param>
sealed class AwsApiException(HttpStatusCode status, string code, string message) : Exception($"{code}: {message}")
{
    public HttpStatusCode Status => status;

    public string Code => code;

    public string Reason => message;
}
