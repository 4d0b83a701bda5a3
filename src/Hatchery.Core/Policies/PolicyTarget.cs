using Hatchery.Core.Certificates;
using Hatchery.Core.Things;

namespace Hatchery.Core.Policies;

/// <summary>What a policy can be attached to: a certificate or a thing group.</summary>
public readonly record struct PolicyTarget(PolicyTargetKind Kind, string Key)
{
    public static PolicyTarget Certificate(CertificateId id) => new(PolicyTargetKind.Certificate, id.Value);

    public static PolicyTarget ThingGroup(ThingGroupName name) => new(PolicyTargetKind.ThingGroup, name.Value);

    public string ToArn(AwsAccount account) => account.IotArn(Kind == PolicyTargetKind.Certificate ? "cert" : "thinggroup", Key);
}

public enum PolicyTargetKind
{
    Certificate,
    ThingGroup,
}
