using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Hatchery.EndToEnd.Bulk;

/// <summary>Input files and templates of bulk registrations.</summary>
static class BulkInput
{
    public const string Role = "arn:aws:iam::000000000000:role/bulk";

    /// <summary>One for all devices that never connect: the same CSR gives each a certificate of its own.</summary>
    static readonly string SharedCsr = NewDevice("shared").Csr;

    /// <summary>A thing with its certificate, under a policy that lets it do anything.</summary>
    public static string Template => """
        {"Parameters": {"ThingName": {"Type": "String"}, "SerialNumber": {"Type": "String"}, "CSR": {"Type": "String"}},
         "Resources": {
           "thing": {"Type": "AWS::IoT::Thing", "Properties": {"ThingName": {"Ref": "ThingName"}, "AttributePayload": {"serial": {"Ref": "SerialNumber"}}}},
           "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {"CertificateSigningRequest": {"Ref": "CSR"}, "Status": "ACTIVE"}},
           "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyDocument":
             "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iot:*\",\"Resource\":\"*\"}]}"}}}}
        """;

    public static (string Csr, string PrivateKey) NewDevice(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem(), key.ExportPkcs8PrivateKeyPem());
    }

    public static string Line(string thing, string? csr = null) =>
        JsonSerializer.Serialize(new { ThingName = thing, SerialNumber = $"sn-{thing}", CSR = csr ?? SharedCsr });

    public static IEnumerable<string> Lines(string prefix, int count) => Enumerable.Range(1, count).Select(n => Line($"{prefix}-{n}"));

    public static IReadOnlyList<JsonElement> Read(string report) =>
        [.. File.ReadLines(report).Select(line => JsonDocument.Parse(line).RootElement)];

    public static int[] Numbers(IEnumerable<JsonElement> report) => [.. report.Select(line => line.GetProperty("lineNumber").GetInt32())];

    /// <summary>Straight from the tables: how many certificates each thing of a prefix has, in no order.</summary>
    public static async Task<List<long>> CertificatesPerThingAsync(string folder, string prefix)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "hatchery.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM thing_principals a WHERE a.thing = t.id) FROM things t WHERE t.name LIKE $1 || '-%'";
        command.Parameters.AddWithValue("$1", prefix);
        await using var row = await command.ExecuteReaderAsync();
        var counts = new List<long>();
        while (await row.ReadAsync())
        {
            counts.Add(row.GetInt64(0));
        }

        return counts;
    }
}
