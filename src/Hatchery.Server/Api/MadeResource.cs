using System.Text.Json;

namespace Hatchery.Server.Api;

/// <summary>The ARN of what an operation made, where its request couldn't name it: certificates.</summary>
static class MadeResource
{
    public static string? In(ReadOnlyMemory<byte> answer)
    {
        var reader = new Utf8JsonReader(answer.Span);
        while (!answer.IsEmpty && reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("certificateArn"u8) && reader.Read())
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }

        return null;
    }
}
