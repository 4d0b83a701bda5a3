namespace Hatchery.Core;

/// <summary>
/// Every bound the server puts on input, with AWS's figure where AWS states one. They are checked before anything is parsed.
/// Sources: AWS IoT service model 2015-05-28; "AWS IoT Core endpoints and quotas".
/// </summary>
public static class Limits
{
    // Names and documents of the API.
    public const int ThingNameMax = 128;
    public const int PolicyNameMax = 128;
    public const int TemplateNameMax = 36;
    public const int TemplateDescriptionMax = 500;
    public const int TemplateBodyMax = 10_240;
    /// <summary>Levels of nesting in a template body; policy documents and functions are within it.</summary>
    public const int TemplateDepthMax = 32;
    /// <summary>Characters that the functions of a template may produce in one registration.</summary>
    public const int TemplateRenderedCharactersMax = 256 * 1024;

    /// <summary>Of a refusal that lists what is wrong with a template.</summary>
    public const int TemplateProblemsCharactersMax = 64 * 1024;
    public const int TemplateVersionsMax = 5;
    public const int TemplatesPerAccountMax = 256;
    /// <summary>Characters of a policy document as sent.</summary>
    public const int PolicyDocumentRawMax = 404_600;
    /// <summary>Characters of a policy document without white space.</summary>
    public const int PolicyDocumentMax = 2_048;
    public const int PolicyVersionsMax = 5;
    public const int PoliciesPerCertificateMax = 10;
    public const int PoliciesPerThingGroupMax = 2;
    public const int AttributesWithoutTypeMax = 3;
    public const int AttributesMax = 50;
    public const int AttributeNameMax = 128;
    public const int AttributeValueMax = 800;
    public const int GroupsPerThingMax = 10;
    public const int GroupDepthMax = 7;
    public const int ChildGroupsMax = 100;
    public const int BillingGroupsPerAccountMax = 20_000;
    public const int SearchableAttributesMax = 3;
    public const int UserPropertyKeyMax = 128;
    public const int DescriptionMax = 2_028;
    public const int TagsPerResourceMax = 50;
    public const int TagKeyMax = 128;
    public const int TagValueMax = 256;
    public const int RoleAliasNameMax = 128;
    public const int RoleAliasesPerAccountMax = 100;
    public const int CredentialSecondsMin = 900;
    public const int CredentialSecondsMax = 43_200;
    public const int CsrMax = 4_096;
    public const int CertificatePemMax = 65_536;
    public const int CaCertificatesPerSubjectMax = 10;
    /// <summary>Bytes of one line in the input file of a bulk registration.</summary>
    public const int RegistrationLineBytesMax = 64 * 1024;
    /// <summary>Bulk registrations that wait or run at one time. AWS runs one.</summary>
    public const int RegistrationTasksWaitingMax = 100;
    public const int RegistrationTaskMessageMax = 2_048;
    /// <summary>Characters of a serial number in an allow-list.</summary>
    public const int SerialNumberMax = 256;
    /// <summary>Serial numbers in one request; a file of any size is sent in several.</summary>
    public const int SerialNumbersPerRequestMax = 10_000;
    /// <summary>Networks that one guard lists.</summary>
    public const int GuardNetworksMax = 100;
    public const int ClaimNameMax = 128;
    /// <summary>Requests of one claim that wait for approval, or were refused: a leaked claim fills no more than that.</summary>
    public const int HeldRequestsPerClaimMax = 10_000;
    public static readonly TimeSpan HeldRequestLifetime = TimeSpan.FromDays(30);
    public const int AuthInfosMax = 10;
    public const int AuthResourceMax = 2_048;
    /// <summary>ARNs in one question of TestAuthorization; the model states no bound.</summary>
    public const int AuthResourcesMax = 100;
    /// <summary>Policies, and claim certificates, that one lint of the whole registry goes through.</summary>
    public const int LintedPoliciesMax = 1_000;
    /// <inheritdoc cref="LintedPoliciesMax"/>
    public const int LintedClaimsMax = 100;
    /// <summary>Characters of one document that lint is asked about: a policy's as AWS takes it.</summary>
    public const int LintedDocumentMax = PolicyDocumentRawMax;
    // Fleet indexing. Sources: AWS, "Query syntax"; "AWS IoT Device Management endpoints and quotas"; the service model for results.
    public const int QueryMax = 1_000;
    public const int QueryTermsMax = 12;
    public const int TermStarsMax = 2;
    public const int TermQuestionMarksMax = 5;
    /// <summary>Characters of a query with a term that begins with a wildcard.</summary>
    public const int LeadingWildcardQueryMax = 100;
    public const int SearchResultsMax = 100;
    public const int IndicesPageMax = 500;

    public const int PageSizeMax = 250;
    public const int PageSizeDefault = 25;

    // Requests on the provisioning topics.
    public const int ProvisioningPayloadBytesMax = 64 * 1024;
    public const int PayloadDepthMax = 8;
    public const int ParameterNameMax = 2_048;
    public const int ParameterValueMax = 4_096;
    /// <summary>Four known clients hold the token in a buffer of 512 bytes.</summary>
    public const int OwnershipTokenMax = 480;
    public const int HookAnswerBytesMax = 64 * 1024;
    /// <summary>From connecting to the last byte of the answer.</summary>
    public static readonly TimeSpan HookTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan OwnershipTokenLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan ProvisioningClaimLifetime = TimeSpan.FromMinutes(5);

    // MQTT.
    public const int MqttPayloadBytesMax = 128 * 1024;
    public const int ConnectPacketBytesMax = 128 * 1024;
    /// <summary>A whole packet: payload, topic, properties and header.</summary>
    public const int MqttPacketBytesMax = MqttPayloadBytesMax + 16 * 1024;
    public const int ClientIdBytesMax = 128;
    public const int TopicBytesMax = 256;
    public const int TopicSlashesMax = 7;
    public const int FiltersPerSubscribeMax = 8;
    public const int SubscriptionsPerConnectionMax = 50;
    public const int InflightMax = 100;
    public const int TopicAliasMax = 8;
    public const int KeepAliveSecondsMin = 30;
    public const int KeepAliveSecondsMax = 1_200;
    public static readonly TimeSpan SessionExpiryMax = TimeSpan.FromDays(7);
    public static readonly TimeSpan SessionExpiryDefault = TimeSpan.FromHours(1);

    /// <summary>A text or binary property of MQTT 5: its length is written in two bytes.</summary>
    public const int MqttPropertyCharactersMax = 8 * 1024;

    /// <summary>All user properties of a message that comes by HTTP; AWS states no number.</summary>
    public const int UserPropertiesCharactersMax = 8 * 1024;

    /// <summary>AWS IoT Data Plane service model, MaxResults.</summary>
    public const int RetainedPageSizeMax = 200;

    // Sockets.
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // The API.
    public const int ApiBodyBytesMax = 1024 * 1024;

    /// <summary>How much of a body that is too large is read, and forgotten, so that its sender can read the answer.</summary>
    public const int ApiBodyBytesReadMax = 16 * 1024 * 1024;
    public static readonly TimeSpan SignatureClockSkewMax = TimeSpan.FromMinutes(5);
    /// <summary>X-Amz-Expires of a signature in the query.</summary>
    public const int PresignedSecondsMax = 604_800;

    // Backups.
    public const int BackupPassphraseMin = 8;
    public const int BackupPassphraseMax = 1_024;

    // IAM and STS. Sources: IAM service model 2010-05-08; IAM User Guide, "IAM and AWS STS quotas".
    /// <summary>Characters of a document as sent.</summary>
    public const int IamDocumentRawMax = 131_072;
    /// <summary>Characters of a managed policy without white space.</summary>
    public const int IamManagedPolicyMax = 6_144;
    public const int IamPolicyVersionsMax = 5;
    /// <summary>Characters of all inline policies together, without white space.</summary>
    public const int IamUserPoliciesMax = 2_048;
    /// <inheritdoc cref="IamUserPoliciesMax"/>
    public const int IamRolePoliciesMax = 10_240;
    public const int IamTrustPolicyMax = 2_048;
    public const int IamSessionPolicyMax = 2_048;
    public const int PoliciesPerIdentityMax = 10;
    public const int AccessKeysPerUserMax = 2;
    public const int SessionSecondsMin = 900;
    public const int RoleSessionSecondsMax = 43_200;
    public const int UserSessionSecondsMax = 129_600;
    /// <summary>A session that a role's session begins, and the account's own: one hour.</summary>
    public const int ChainedSessionSecondsMax = 3_600;
    public const int SessionTokenMax = 8_192;
}
