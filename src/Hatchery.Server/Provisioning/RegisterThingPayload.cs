using Hatchery.Core;
using Hatchery.Core.Diagnosis.Causes;
using Hatchery.Core.Provisioning;

namespace Hatchery.Server.Provisioning;

/// <summary>Members of RegisterThing's request and answer, as they stand on the wire.</summary>
static class RegisterThingPayload
{
    /// <exception cref="AwsError">InvalidPayload or InvalidParameters: not a map of texts within bounds.</exception>
    public static IReadOnlyDictionary<string, string> Parameters(RequestPayload payload)
    {
        var parameters = payload.Texts("parameters");
        foreach (var (name, value) in parameters)
        {
            if (name.Length > Limits.ParameterNameMax)
            {
                throw AwsError.InvalidParameters($"A parameter's name has {name.Length} characters; the most is {Limits.ParameterNameMax}", TemplateCauses.ParameterTooLong);
            }

            if (value.Length > Limits.ParameterValueMax)
            {
                throw AwsError.InvalidParameters($"The parameter {name} has {value.Length} characters; the most is {Limits.ParameterValueMax}", TemplateCauses.ParameterTooLong);
            }
        }

        return parameters;
    }

    public static IReadOnlyList<ReplyMember> Reply(RegisterThingReply reply)
    {
        var configuration = new ReplyMember("deviceConfiguration", reply.DeviceConfiguration);
        return reply.ThingName is null ? [configuration] : [configuration, new("thingName", reply.ThingName)];
    }
}
