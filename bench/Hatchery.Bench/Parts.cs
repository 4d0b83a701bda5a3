using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Hatchery.Bench;

/// <summary>What a provisioning is made of, each part by the tool that does nothing else: two handshakes, a verify, a signature, a commit.</summary>
/// <param name="HandshakeMs">As OpenSSL does it by default and as this server does: with two session tickets for the client.</param>
/// <param name="HandshakeWithoutTicketsMs">The same without; shown, as half of a server's handshake may be spent on tickets.</param>
sealed record Parts(double HandshakeMs, double HandshakeWithoutTicketsMs, double VerifyMs, double SignMs, double CommitMs)
{
    public double SumMs => (2 * HandshakeMs) + VerifyMs + SignMs + CommitMs;

    public static async Task<Parts> MeasureAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("hatchery-bench-").FullName;
        try
        {
            var (sign, verify) = await SpeedAsync(ct);
            return new Parts(await HandshakeAsync(folder, [], ct), await HandshakeAsync(folder, ["-no_ticket", "-num_tickets", "0"], ct), verify, sign, Commit(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>CPU of <c>openssl s_server</c> per full mutual TLS 1.3 handshake with P-256 on both sides.</summary>
    static async Task<double> HandshakeAsync(string folder, string[] tickets, CancellationToken ct)
    {
        const int Count = 400;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificateFile = Path.Combine(folder, "cert.pem");
        var keyFile = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem(), ct);
        await File.WriteAllTextAsync(keyFile, key.ExportECPrivateKeyPem(), ct);
        var port = FreePort();
        using var server = Process.Start(new ProcessStartInfo("openssl",
            ["s_server", "-accept", $"127.0.0.1:{port}", "-cert", certificateFile, "-key", keyFile, "-Verify", "1", "-CAfile", certificateFile, "-tls1_3", "-quiet", .. tickets])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            var context = SslStreamCertificateContext.Create(certificate, null, offline: true);
            var endpoint = new IPEndPoint(IPAddress.Loopback, port);
            await Task.Delay(300, ct);
            await ConnectAsync(endpoint, context, 20, ct);
            var before = ProcessCpu.Of(server.Id);
            await ConnectAsync(endpoint, context, Count, ct);
            return (ProcessCpu.Of(server.Id) - before).TotalMilliseconds / Count;
        }
        finally
        {
            server.Kill();
        }
    }

    static async Task ConnectAsync(IPEndPoint endpoint, SslStreamCertificateContext context, int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i++)
        {
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(endpoint, ct);
            await using var tls = new SslStream(new NetworkStream(socket));
            await tls.AuthenticateAsClientAsync(BenchTls.Of(context), ct);
            await tls.ShutdownAsync();
        }
    }

    /// <summary>Signatures and verifications of P-256, by <c>openssl speed</c>, in CPU ms.</summary>
    static async Task<(double Sign, double Verify)> SpeedAsync(CancellationToken ct)
    {
        using var speed = Process.Start(new ProcessStartInfo("openssl", ["speed", "-seconds", "1", "ecdsap256"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = speed.StandardError.ReadToEndAsync(ct);
        var output = await speed.StandardOutput.ReadToEndAsync(ct);
        await speed.WaitForExitAsync(ct);
        _ = await error;
        var row = Regex.Match(output, @"256 bits ecdsa \(nistp256\)\s+\S+s\s+\S+s\s+(?<sign>[\d.]+)\s+(?<verify>[\d.]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        double PerOperation(string name) => 1000 / double.Parse(row.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        return (PerOperation("sign"), PerOperation("verify"));
    }

    /// <summary>CPU of a bare SQLite commit of four inserts, WAL and synchronous=FULL.</summary>
    static double Commit(string folder)
    {
        const int Count = 2_000;
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "parts.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, value TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (name, value) VALUES ($name, $value)";
        var name = insert.Parameters.Add("$name", SqliteType.Text);
        insert.Parameters.AddWithValue("$value", new string('x', 200));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Count; i++)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var j = 0; j < 4; j++)
            {
                name.Value = $"{i}-{j}";
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Count;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
