using System.Text;
using System.Text.Json;
using Hatchery.Core.Templates;

namespace Hatchery.Core.Linting;

/// <summary>Finds where a JSON path stands in the text, for editors and people.</summary>
public sealed class JsonPositions
{
    static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Limits.TemplateDepthMax };

    readonly byte[] text;
    readonly Dictionary<string, int> offsets = [];
    readonly int end;

    public JsonPositions(string json)
    {
        text = Encoding.UTF8.GetBytes(json);
        end = Read();
    }

    /// <summary>Line and column, both from 1, of a member's name or an item; of the nearest that is there for a path that leads nowhere.</summary>
    public (int Line, int Column) Of(string path)
    {
        for (var at = path; at.Length > 1; at = Parent(at))
        {
            if (offsets.TryGetValue(at, out var offset))
            {
                return LineAndColumn(offset);
            }
        }

        // What cannot be read to its end is told of where it stops.
        return LineAndColumn(end);
    }

    /// <returns>Where a document that is no JSON stops; else where it begins.</returns>
    int Read()
    {
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            while (reader.Read())
            {
                ReadValue(ref reader, JsonPath.Root);
            }

            return offsets.GetValueOrDefault(JsonPath.Root.Text);
        }
        catch (JsonException)
        {
            return (int)reader.BytesConsumed;
        }
    }

    void ReadValue(ref Utf8JsonReader reader, JsonPath path)
    {
        offsets.TryAdd(path.Text, (int)reader.TokenStartIndex);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                ReadValue(ref reader, path[i]);
            }
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var member = path[Name(ref reader)];
            offsets.TryAdd(member.Text, (int)reader.TokenStartIndex);
            reader.Read();
            ReadValue(ref reader, member);
        }
    }

    static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return ""; // Half a surrogate pair is no name.
        }
    }

    static string Parent(string path)
    {
        var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
        return cut <= 0 ? "" : path[..cut];
    }

    (int Line, int Column) LineAndColumn(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var line = before.Count((byte)'\n');
        return (line + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
