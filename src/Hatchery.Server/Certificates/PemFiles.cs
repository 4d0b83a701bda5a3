using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hatchery.Server.Certificates;

/// <summary>
/// A certificate and its key as two PEM files. The key is written first and the certificate last, each whole or not at all:
/// a certificate on disk always has its key.
/// </summary>
static class PemFiles
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <exception cref="InvalidDataException">One of them isn't readable, or they don't belong together.</exception>
    public static X509Certificate2 Load(string certificateFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The certificate {certificateFile} and its key {keyFile} can't be used: {e.Message}", e);
        }
    }

    public static void Save(string certificateFile, string keyFile, X509Certificate2 certificate, string keyPem)
    {
        Write(keyFile, keyPem);
        Write(certificateFile, Text(certificate.RawDataMemory.Span));
    }

    /// <summary>One certificate, 64 columns, LF line ends, final newline.</summary>
    public static string Text(ReadOnlySpan<byte> der) => PemEncoding.WriteString("CERTIFICATE", der) + "\n";

    static void Write(string file, string text)
    {
        var folder = Path.GetDirectoryName(file)!;
        var unfinished = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnlyFolder);
            options.UnixCreateMode = OwnerOnly;
        }

        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
