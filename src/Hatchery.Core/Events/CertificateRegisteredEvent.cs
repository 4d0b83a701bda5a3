using System.Globalization;
using System.Text.Json;
using Hatchery.Core.Certificates;

namespace Hatchery.Core.Events;

/// <summary>
/// A certificate of a registered CA was registered at its first connection, or came again while it waits for activation. Always on.
/// Source: AWS IoT, "Just-in-time registration".
/// </summary>
public sealed record CertificateRegisteredEvent(CertificateId Ca, DeviceCertificate Certificate) : RegistryEvent
{
    public override string Topic => $"$aws/events/certificates/registered/{Ca}";

    public override byte[] Payload(EventStamp stamp) => JsonSerializer.SerializeToUtf8Bytes(
        new Members(
            Certificate.Id.Value,
            Ca.Value,
            stamp.Timestamp,
            Certificate.Status.ToWire(),
            stamp.Account.AccountId,
            Certificate.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        RegistryEventsJson.Default.CertificateRegisteredEventMembers);

    internal sealed record Members(
        string CertificateId,
        string CaCertificateId,
        long Timestamp,
        string CertificateStatus,
        string AwsAccountId,
        string CertificateRegistrationTimestamp);
}
