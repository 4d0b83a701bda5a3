namespace Hatchery.Device;

/// <summary>The server answered on a <c>/rejected</c> topic. Source: AWS IoT "Device provisioning MQTT API".</summary>
public sealed class ProvisioningRejectedException : Exception
{
    public ProvisioningRejectedException(int statusCode, string errorCode, string errorMessage)
        : base($"{errorMessage} ({statusCode} {errorCode})")
    {
        StatusCode = statusCode;
        ErrorCode = errorCode;
        ErrorMessage = errorMessage;
    }

    /// <summary>As in HTTP: 400 the request is wrong, 403 refused, 404 no such template, 429 too many, 500 the server's fault.</summary>
    public int StatusCode { get; }

    /// <summary>AWS's word, e.g. <c>InvalidParameters</c>.</summary>
    public string ErrorCode { get; }

    public string ErrorMessage { get; }
}
