using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hatchery.Core.Provisioning;

/// <summary>A reply as it is kept with its token: the members of the accepted message, thingName left out when there is none.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegisterThingReply))]
sealed partial class RegisterThingReplyJson : JsonSerializerContext
{
    public static string Write(RegisterThingReply reply) => JsonSerializer.Serialize(reply, Default.RegisterThingReply);

    public static RegisterThingReply Read(string json) => JsonSerializer.Deserialize(json, Default.RegisterThingReply)!;
}
