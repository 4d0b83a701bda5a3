namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>What the policies of a connection don't allow.</summary>
public static class PolicyCauses
{
    public static readonly Cause NoPolicy = new("no-policy", "No policy is attached to the certificate, nor to a group of its thing.",
        Seen.NoConnack, "attach-policy --target CERTIFICATE-ARN; for devices, name the policy in the provisioning template.", "the certificate");

    public static readonly Cause ConnectDenied = new("connect-denied", "No policy allows iot:Connect for this client.",
        Seen.NoConnack, "Allow iot:Connect on client/ followed by the client id.", "a policy of the certificate");

    public static readonly Cause ConnectDeniedClientId = new("connect-denied-client-id", "The policy allows other client ids.",
        Seen.NoConnack, "Connect with a client id that the policy allows, or widen the policy's client/ resource.", "the device's client id, or the policy");

    public static readonly Cause ThingVariableUnresolved = new("thing-variable-unresolved", "The policy uses a thing variable that has no value: the client id is not the name of a thing attached to the certificate.",
        "Like any denial of the same action.", "Connect with the thing's name as client id, and see that the certificate is attached to that thing.", "the device's client id, or the thing's principals");

    public static readonly Cause SubscribeDenied = new("subscribe-denied", "No policy allows iot:Subscribe on this filter.",
        Seen.NoSuback, "Allow iot:Subscribe on topicfilter/ followed by the filter as the device sends it.", "a policy of the certificate");

    public static readonly Cause SubscribeDeniedTopicNotTopicfilter = new("subscribe-denied-topic-not-topicfilter", "The policy grants iot:Subscribe on topic/, but Subscribe needs topicfilter/.",
        Seen.NoSuback, "Write topicfilter/ instead of topic/ for iot:Subscribe.", "the policy statement");

    public static readonly Cause PublishDenied = new("publish-denied", "No policy allows iot:Publish on this topic.",
        Seen.NoPuback, "Allow iot:Publish on topic/ followed by the topic.", "a policy of the certificate");

    public static readonly Cause PublishDeniedTopicfilterNotTopic = new("publish-denied-topicfilter-not-topic", "The policy grants iot:Publish on topicfilter/, but Publish needs topic/.",
        Seen.NoPuback, "Write topic/ instead of topicfilter/ for iot:Publish.", "the policy statement");

    public static readonly Cause ReceiveDenied = new("receive-denied", "No policy allows iot:Receive on this topic.",
        Seen.Nothing, "Allow iot:Receive on topic/ followed by the topic.", "a policy of the certificate");

    public static readonly Cause ReceiveDeniedTopicfilterNotTopic = new("receive-denied-topicfilter-not-topic", "The policy grants iot:Receive on topicfilter/, but Receive needs topic/.",
        Seen.Nothing, "Write topic/ instead of topicfilter/ for iot:Receive.", "the policy statement");

    public static readonly Cause RetainDenied = new("retain-denied", "The message asks to be retained, and no policy allows iot:RetainPublish on its topic.",
        Seen.NoPuback, "Publish without the retain flag, or allow iot:RetainPublish.", "the device, or a policy of the certificate");

    public static readonly Cause WillDenied = new("will-denied", "No policy allows the will: its topic needs iot:Publish when the device connects.",
        Seen.NoConnack, "Allow iot:Publish (and iot:RetainPublish for a retained will) on the will's topic.", "a policy of the certificate");

    public static readonly Cause DeniedExplicitly = new("denied-explicitly", "A Deny statement forbids it.",
        "Like any denial of the same action.", "Narrow the Deny statement, or don't attach its policy here.", "the policy statement");

    public static readonly Cause ConditionNotMet = new("condition-not-met", "The statement that would allow it has a condition that doesn't hold.",
        "Like any denial of the same action.", "See which condition failed, on what, and correct the condition or the device.", "the policy statement");

    public static readonly Cause PolicyOfAnotherAccount = new("policy-of-another-account", "The policy names another partition, region or account than this server's.",
        "Like any denial of the same action.", "Write this server's region and account into the policy's ARNs (hatchery serve --region, --account).", "the policy's ARNs");

    public static readonly Cause PolicyMqttWildcard = new("policy-mqtt-wildcard", "The policy uses + or # as a wildcard; in policies only * and ? are.",
        "Like any denial of the same action.", "Write * instead of + and #.", "the policy statement");

    public static readonly Cause ClaimPolicyLacksCsr = new("claim-policy-lacks-csr", "The claim's policy allows create but not create-from-csr, which the device uses.",
        Seen.NoPuback, "Allow both families: topic/$aws/certificates/create/* and topic/$aws/certificates/create-from-csr/*, and topicfilter/ likewise.", "the claim's policy");

    public static readonly Cause ClaimPolicyLacksCreate = new("claim-policy-lacks-create", "The claim's policy allows create-from-csr but not create, which the device uses.",
        Seen.NoPuback, "Allow both families: topic/$aws/certificates/create/* and topic/$aws/certificates/create-from-csr/*, and topicfilter/ likewise.", "the claim's policy");

    public static readonly Cause ClaimPolicyOtherTemplate = new("claim-policy-other-template", "The claim's policy allows another provisioning template than the one that the device names.",
        Seen.NoPuback, "Let the device name the template that the policy allows, or name the device's template in the policy.", "the device's template name, or the claim's policy");

    public static readonly CauseFamily Family = new("Policies",
        [NoPolicy, ConnectDenied, ConnectDeniedClientId, ThingVariableUnresolved, SubscribeDenied, SubscribeDeniedTopicNotTopicfilter,
         PublishDenied, PublishDeniedTopicfilterNotTopic, ReceiveDenied, ReceiveDeniedTopicfilterNotTopic, RetainDenied, WillDenied,
         DeniedExplicitly, ConditionNotMet, PolicyOfAnotherAccount, PolicyMqttWildcard, ClaimPolicyLacksCsr, ClaimPolicyLacksCreate,
         ClaimPolicyOtherTemplate]);
}
