using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>
/// Lines of the two reports. A result is AWS's: <c>{"lineNumber":1,"offset":0,"response":{"CertificatePem":"...","ResourceArns":{...}}}</c>;
/// AWS's own workshops read it so. The shape of AWS's errors is documented nowhere; ours has the same place, and <c>errorCode</c> and
/// <c>errorMessage</c>.
/// </summary>
public static class ReportLine
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="extra">A member of one's own, beside AWS's.</param>
    public static void WriteResult(
        IBufferWriter<byte> report,
        InputLine line,
        string certificatePem,
        IReadOnlyDictionary<string, string> resourceArns,
        (string Name, string Value)? extra = null) =>
        Write(report, line, json =>
        {
            json.WriteStartObject("response");
            json.WriteString("CertificatePem", certificatePem);
            json.WriteStartObject("ResourceArns");
            foreach (var (name, arn) in resourceArns)
            {
                json.WriteString(name, arn);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            if (extra is { } member)
            {
                json.WriteString(member.Name, member.Value);
            }
        });

    public static void WriteError(IBufferWriter<byte> report, InputLine line, string code, string message) =>
        Write(report, line, json =>
        {
            json.WriteString("errorCode", code);
            json.WriteString("errorMessage", message);
        });

    static void Write(IBufferWriter<byte> report, InputLine line, Action<Utf8JsonWriter> rest)
    {
        using (var json = new Utf8JsonWriter(report, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("lineNumber", line.Number);
            json.WriteNumber("offset", line.Offset);
            rest(json);
            json.WriteEndObject();
        }

        report.Write("\n"u8);
    }
}
