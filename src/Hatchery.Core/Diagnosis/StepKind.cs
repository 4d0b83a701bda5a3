namespace Hatchery.Core.Diagnosis;

/// <summary>What an attempt is made of, in the usual order.</summary>
public enum StepKind
{
    Tls,
    Connect,
    Subscribe,
    Publish,
    Receive,
    CreateCertificate,
    Hook,
    RegisterThing,
    Reply,
    JustInTime,

    /// <summary>Credentials of a role, by HTTPS.</summary>
    Credentials,
    Disconnect,

    /// <summary>The connection with the certificate that the attempt brought: the TLS and CONNECT of the device as itself.</summary>
    ConnectAsItself,
}
