using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hatchery.Server.Provisioning.Bulk;

namespace Hatchery.Cli.Bulk;

/// <summary>
/// FILE.results.jsonl. It also remembers, by a digest, which lines are registered: registering one again would give its device
/// another certificate. That costs some 40 bytes for each line, and holds however the file is edited between two runs.
/// </summary>
sealed class ResultsFile : IDisposable
{
    const string Digest = "lineDigest";

    readonly HashSet<UInt128> registered = [];
    readonly FileStream file;

    ResultsFile(FileStream file) => this.file = file;

    /// <exception cref="FailureException">The file is there and isn't one of ours.</exception>
    public static ResultsFile Open(string path)
    {
        var results = new ResultsFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
        try
        {
            results.ReadEarlier();
            return results;
        }
        catch
        {
            results.Dispose();
            throw;
        }
    }

    public bool Has(InputLine line) => line.Json is not null && registered.Contains(DigestOf(line));

    /// <summary>Leaves no line in this process: what was registered must be known also when it is killed.</summary>
    public void Add(InputLine line, JsonObject answer)
    {
        var arns = answer["resourceArns"]!.AsObject().ToDictionary(arn => arn.Key, arn => arn.Value!.GetValue<string>());
        var text = new ArrayBufferWriter<byte>();
        ReportLine.WriteResult(text, line, answer["certificatePem"]!.GetValue<string>(), arns, (Digest, $"{DigestOf(line):x32}"));
        file.Write(text.WrittenSpan);
    }

    public void Dispose()
    {
        file.Flush(flushToDisk: true);
        file.Dispose();
    }

    void ReadEarlier()
    {
        // A run that was killed may have left half a line at the end.
        using var earlier = new InputLines(new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var whole = 0L;
        while (earlier.Read() is { } line)
        {
            if (earlier.EndsInNewline)
            {
                registered.Add(DigestIn(line));
                whole = earlier.Offset;
            }
        }

        file.SetLength(whole);
        file.Position = whole;
    }

    UInt128 DigestIn(InputLine line)
    {
        try
        {
            var text = JsonNode.Parse(line.Json!)![Digest]!.GetValue<string>();
            return UInt128.Parse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or NullReferenceException or InvalidOperationException or FormatException or OverflowException or ArgumentNullException)
        {
            throw new FailureException($"{file.Name} has results of something else in line {line.Number}; move it away");
        }
    }

    static UInt128 DigestOf(InputLine line) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(line.Json!));
}
