namespace Hatchery.Cli.Doctor.Checks;

/// <summary>The port that is 443 at AWS accepts connections: AWS's SDKs for C++, Java and Python dial it unless told otherwise.</summary>
static class HttpsPort
{
    public static readonly DoctorCheck Check = new("https-port", "HTTPS port", (of, ct) => MqttPort.LookAsync(of, of.HttpsPort, "--https-port", "443", ct)) { Needs = [EndpointName.Check] };
}
