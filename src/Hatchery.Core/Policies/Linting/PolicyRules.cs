using Hatchery.Core.Linting;
using Hatchery.Core.Policies.Linting.Rules;

namespace Hatchery.Core.Policies.Linting;

/// <summary>Every rule, a line each. What the parser itself warns of has rules' ids too.</summary>
static class PolicyRules
{
    public static readonly LintRule<LintedPolicy>[] All =
    [
        // Names and places
        PlaceholderLeft.Rule,
        ForeignArn.Rule,
        MixedArns.Rule,
        UnknownTemplate.Rule,
        ReservedTopicMisspelt.Rule,
        ActionWithoutResource.Rule,
        ActionCase.Rule,

        // Wildcards, and what can be no topic or client id
        MqttWildcardInTopic.Rule,
        MqttWildcardInClient.Rule,
        MqttWildcardInDeny.Rule,
        MqttWildcardInSubscribe.Rule,
        DenyEvadedByWildcard.Rule,
        TopicTooLong.Rule,
        ClientNeverMatches.Rule,

        // What AWS's audit calls overly permissive
        EverythingAllowed.Rule,
        AllowedByExclusion.Rule,
        ConnectAsAnyone.Rule,
        ClientIdUnproven.Rule,
        ClientIdInFilter.Rule,
        PublishAnywhere.Rule,
        SubscribeToAnything.Rule,
        AnyThingsData.Rule,

        // Claims
        ClaimTooManyRights.Rule,
        ClaimOfAnyTemplate.Rule,
        ClaimWithoutCreate.Rule,
        ClaimWithoutProvision.Rule,
        ClaimWithoutAnswers.Rule,
        ClaimPublishesAnswers.Rule,

        // What has no effect, or another than it seems
        NoConnect.Rule,
        SubscribeWithoutReceive.Rule,
        RetainWithoutPublish.Rule,
        RetainedWithoutRetainPublish.Rule,
        AllowAlwaysDenied.Rule,
        RepeatedStatement.Rule,
        ThingVariableNeedsThing.Rule,
        ThingVariableFreeClientId.Rule,

        // Conditions
        ForAllValuesOfNothing.Rule,
        SetOperatorMissing.Rule,
        NegatedOfNothing.Rule,
        ConnectKeyElsewhere.Rule,

        // The document
        SizeNearLimit.Rule,
        VersionMissing.Rule,
    ];
}
