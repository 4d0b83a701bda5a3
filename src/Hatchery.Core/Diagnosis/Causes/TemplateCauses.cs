namespace Hatchery.Core.Diagnosis.Causes;

/// <summary>Why a template can't be carried out with what the device sent.</summary>
public static class TemplateCauses
{
    public static readonly Cause Unknown = new("template-unknown", "The provisioning template does not exist.",
        Seen.Rejected, "Correct the template's name in the device's topic, or create the template; names are case-sensitive.", "the device's template name");

    public static readonly Cause Disabled = new("template-disabled", "The provisioning template is disabled.",
        Seen.Rejected, "update-provisioning-template --enabled", "the template");

    public static readonly Cause Type = new("template-type", "The template is not of type FLEET_PROVISIONING.",
        Seen.Rejected, "Create a template of type FLEET_PROVISIONING; JITP ones serve certificates of one's own CA.", "the template");

    public static readonly Cause NoDefaultVersion = new("template-no-default-version", "The template has no version that is its default.",
        Seen.Rejected, "update-provisioning-template --default-version-id", "the template");

    public static readonly Cause Unusable = new("template-unusable", "The stored template body can't be used by this version.",
        Seen.Rejected, "Create a new version of the template.", "the template");

    public static readonly Cause ParameterMissing = new("parameter-missing", "A parameter that the template needs was not sent and has no default.",
        Seen.Rejected, "Send it, or give it a Default in the template.", "the device's parameters, or the template");

    public static readonly Cause ParameterMisspelled = new("parameter-misspelled", "A parameter that the template needs was not sent; one that looks like it was.",
        Seen.Rejected, "Spell it alike in the device and the template; names are case-sensitive.", "the device's parameters, or the template");

    public static readonly Cause ParameterOfAws = new("parameter-of-aws", "The template refers to a value of AWS that fleet provisioning doesn't fill in.",
        Seen.Rejected, "Use AWS::IoT::Certificate::Id, or a parameter of your own.", "the template");

    public static readonly Cause ParameterReserved = new("parameter-reserved", "The device sent a parameter that only the server may set.",
        Seen.Rejected, "Don't send parameters that begin with AWS::IoT::Certificate::.", "the device's parameters");

    public static readonly Cause ParameterTooLong = new("parameter-too-long", "A parameter's name or value is too long.",
        Seen.Rejected, "Names have at most 2048 characters, values 4096.", "the device's parameters");

    public static readonly Cause Function = new("template-function", "A function of the template can't be carried out with these parameters.",
        Seen.Rejected, "Correct the function at the path given, or the parameter that it reads.", "the template");

    public static readonly Cause Mapping = new("template-mapping", "The template's mappings have no entry for this value.",
        Seen.Rejected, "Add the entry to Mappings, or send a value that has one.", "the template, or the device's parameters");

    public static readonly Cause Value = new("template-value", "A value of the template is of the wrong kind.",
        Seen.Rejected, "Correct the value at the path given.", "the template");

    public static readonly Cause TooLarge = new("template-too-large", "The template renders to too much text with these parameters.",
        Seen.Rejected, "Send shorter parameters, or simplify the template.", "the template");

    public static readonly Cause NoCertificate = new("template-no-certificate", "The template has no certificate resource.",
        Seen.Rejected, "Add a resource of type AWS::IoT::Certificate with CertificateId {\"Ref\": \"AWS::IoT::Certificate::Id\"}.", "the template");

    public static readonly Cause SubjectField = new("template-subject-field", "The template refers to a field that the certificate's subject doesn't have.",
        Seen.JustInTime, "Issue certificates with that field, or give the parameter a Default.", "the certificate's subject, or the template");

    public static readonly CauseFamily Family = new("Templates",
        [Unknown, Disabled, Type, NoDefaultVersion, Unusable, ParameterMissing, ParameterMisspelled, ParameterOfAws, ParameterReserved,
         ParameterTooLong, Function, Mapping, Value, TooLarge, NoCertificate, SubjectField]);
}
