using System.Text.Json;
using System.Text.Json.Serialization;
using Hatchery.Core.Diagnosis;

namespace Hatchery.Server.Diagnosis;

/// <summary>An attempt as it is stored and as the API gives it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Words<AttemptKind>), typeof(Words<AttemptOutcome>), typeof(Words<StepKind>), typeof(IdConverter), typeof(CauseConverter), typeof(Api.EpochSecondsConverter)])]
[JsonSerializable(typeof(Attempt))]
[JsonSerializable(typeof(AttemptPage))]
public sealed partial class AttemptJson : JsonSerializerContext
{
    /// <summary>The one word for a value, everywhere: <c>connect-as-itself</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    sealed class Words<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower) where T : struct, Enum;

    sealed class IdConverter : JsonConverter<Core.Diagnosis.AttemptId>
    {
        public override Core.Diagnosis.AttemptId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Core.Diagnosis.AttemptId.Parse(reader.GetString() ?? "") ?? throw new JsonException("An attempt's id is expected");

        public override void Write(Utf8JsonWriter writer, Core.Diagnosis.AttemptId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>By its id; sentence and page are for readers. One that a later version dropped keeps what was written.</summary>
    sealed class CauseConverter : JsonConverter<Cause>
    {
        public override Cause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            var id = json.RootElement.GetProperty("id").GetString()!;
            return CauseRegistry.Find(id) ?? new Cause(id, json.RootElement.GetProperty("sentence").GetString()!, "", new Fix("", ""));
        }

        public override void Write(Utf8JsonWriter writer, Cause value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("id", value.Id);
            writer.WriteString("sentence", value.Sentence);
            writer.WriteString("page", value.Page);
            writer.WriteEndObject();
        }
    }
}
