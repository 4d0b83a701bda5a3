namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What is wrong with the certificate of a connection.</summary>
public static class CertificateCauses
{
    public static readonly Cause Unknown = new("certificate-unknown", "The certificate is not registered here.",
        Seen.ClosedAfterTls, "Register it (register-certificate-without-ca), or provision the device again; a certificate of another account, region or server is unknown here too.", "the registry, or the device's files");

    public static readonly Cause CaUnregistered = new("certificate-ca-unregistered", "The certificate is not registered, and neither is the CA that signed it.",
        Seen.ClosedAfterTls, "Register the CA (register-ca-certificate --set-as-active --allow-auto-registration), or the certificate itself.", "the registry");

    public static readonly Cause CaInactive = new("certificate-ca-inactive", "The certificate is not registered; its CA is, but is INACTIVE.",
        Seen.ClosedAfterTls, "update-ca-certificate --new-status ACTIVE", "the CA's status");

    public static readonly Cause CaNoAutoRegistration = new("certificate-ca-no-auto-registration", "The certificate is not registered, and its CA registers none by itself.",
        Seen.ClosedAfterTls, "update-ca-certificate --new-auto-registration-status ENABLE, or register the certificate.", "the CA's auto-registration");

    public static readonly Cause CaExpired = new("certificate-ca-expired", "The certificate is not registered; the registered CA that signed it is outside its dates.",
        Seen.ClosedAfterTls, "Register a CA that is valid, and sign the devices' certificates with it.", "the CA");

    public static readonly Cause Inactive = new("certificate-inactive", "The certificate is INACTIVE.",
        Seen.ClosedAfterTls, "update-certificate --new-status ACTIVE", "the certificate's status");

    public static readonly Cause PendingActivation = new("certificate-pending-activation", "The certificate is PENDING_ACTIVATION: RegisterThing has not succeeded for it.",
        Seen.ClosedAfterTls, "Let the device complete RegisterThing before it connects as itself, or activate the certificate.", "the device's provisioning");

    public static readonly Cause PendingTransfer = new("certificate-pending-transfer", "The certificate is PENDING_TRANSFER.",
        Seen.ClosedAfterTls, "Accept the transfer, or activate the certificate.", "the certificate's status");

    public static readonly Cause Revoked = new("certificate-revoked", "The certificate is REVOKED.",
        Seen.ClosedAfterTls, "Provision the device again; a revoked certificate should stay so.", "the certificate's status");

    public static readonly Cause Expired = new("certificate-expired", "The certificate has expired.",
        Seen.ClosedAfterTls, "Give the device a new certificate, or provision it again.", "the device's certificate");

    public static readonly Cause NotYetValid = new("certificate-not-yet-valid", "The certificate is not valid yet.",
        Seen.ClosedAfterTls, "Wait, or issue it with an earlier notBefore.", "the device's certificate");

    public static readonly Cause ClaimExpired = new("certificate-claim-expired", "The temporary claim certificate of a trusted user has expired: it lives five minutes.",
        Seen.ClosedAfterTls, "Call create-provisioning-claim again and start the device within five minutes.", "the claim");

    public static readonly Cause LostActive = new("certificate-lost-active", "The certificate left ACTIVE while its connection was open.",
        "MQTT 3.1.1: the connection closes. MQTT 5: DISCONNECT 0x87.", "Find who deactivated, revoked or deleted it; activate it if that was a mistake.", "the certificate's status");

    public static readonly Cause AwaitsActivation = new("certificate-awaits-activation", "The certificate was registered just in time and waits for someone to activate it.",
        Seen.JustInTime, "Activate it (update-certificate --new-status ACTIVE), or give the CA a provisioning template.", "the certificate's status");

    public static readonly Cause JustInTimeFailed = new("just-in-time-failed", "The CA's provisioning template could not be carried out for this certificate.",
        Seen.JustInTime, "Correct the template or the certificate's subject as the evidence says; the device's next connection tries again.", "the CA's template");

    public static readonly CauseFamily Family = new("Certificates",
        [Unknown, CaUnregistered, CaInactive, CaNoAutoRegistration, CaExpired, Inactive, PendingActivation, PendingTransfer, Revoked, Expired,
         NotYetValid, ClaimExpired, LostActive, AwaitsActivation, JustInTimeFailed]);
}
