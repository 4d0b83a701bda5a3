using System.Text.Json;
using Hatchery.Core;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>A line of an input file: a JSON object with the parameters of one device, <c>{"ThingName": "foo", "CSR": "..."}</c>.</summary>
public static class RegistrationLine
{
    static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = Limits.PayloadDepthMax };

    /// <exception cref="AwsError">InvalidRequestException: what the line has instead.</exception>
    public static Dictionary<string, string> Parse(InputLine line)
    {
        if (line.Json is null)
        {
            throw AwsError.InvalidRequest($"The line is longer than {Limits.RegistrationLineBytesMax} bytes");
        }

        try
        {
            return ReadObject(line.Json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no UTF-8 or has half a surrogate pair.
            throw AwsError.InvalidRequest($"The line is not valid JSON: {Where(e)}");
        }
    }

    static Dictionary<string, string> ReadObject(byte[] json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw AwsError.InvalidRequest("The line must be a JSON object of parameters");
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            Add(parameters, name, reader);
        }

        // Anything behind the object is an error of the reader's.
        reader.Read();
        return parameters;
    }

    static void Add(Dictionary<string, string> parameters, string name, Utf8JsonReader reader)
    {
        if (name.Length > Limits.ParameterNameMax)
        {
            throw AwsError.InvalidRequest($"A parameter's name has {name.Length} characters; the most is {Limits.ParameterNameMax}");
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw AwsError.InvalidRequest($"The parameter {NearMiss.Quote(name)} must be a string");
        }

        var value = reader.GetString()!;
        if (value.Length > Limits.ParameterValueMax)
        {
            throw AwsError.InvalidRequest($"The parameter {NearMiss.Quote(name)} has {value.Length} characters; the most is {Limits.ParameterValueMax}");
        }

        if (!parameters.TryAdd(name, value))
        {
            throw AwsError.InvalidRequest($"The parameter {NearMiss.Quote(name)} is there twice");
        }
    }

    // The reader's own text ends in a line number, which is always 0 here and would pass for the file's.
    static string Where(Exception e) => e is JsonException { BytePositionInLine: { } position }
        ? $"{e.Message.Split(" LineNumber:")[0].TrimEnd('.')} (byte {position + 1})"
        : "a string in it is not valid Unicode";
}
