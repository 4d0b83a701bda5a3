using Hatchery.Core;

namespace Hatchery.Server.Provisioning.Bulk;

/// <summary>
/// Reads an input file line by line, in a buffer of fixed size however long the file or a line in it is. Blank lines, a byte order
/// mark and the <c>\r</c> of Windows are passed over.
/// </summary>
public sealed class InputLines : IDisposable
{
    static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    readonly Stream file;
    readonly byte[] buffer = new byte[Limits.RegistrationLineBytesMax + 2];
    int start;
    int end;
    bool fileEnded;

    /// <param name="file">Seekable; owned from now on.</param>
    /// <param name="offset">Where a line begins.</param>
    /// <param name="lines">Lines of the file before that.</param>
    public InputLines(Stream file, long offset = 0, long lines = 0)
    {
        this.file = file;
        file.Position = offset;
        Offset = offset;
        Lines = lines;
    }

    /// <summary>Where the next line begins.</summary>
    public long Offset { get; private set; }

    /// <summary>Lines that were read, blank ones too.</summary>
    public long Lines { get; private set; }

    /// <summary>Whether the line that was read last has an end, and isn't half of one.</summary>
    public bool EndsInNewline { get; private set; }

    /// <summary>The file's length. It may grow while it is read.</summary>
    public long Length => file.Length;

    /// <summary>The next line that isn't blank; null at the end of the file.</summary>
    public InputLine? Read()
    {
        while (Next() is { } line)
        {
            if (line.Json is not { Length: 0 })
            {
                return line;
            }
        }

        return null;
    }

    public void Dispose() => file.Dispose();

    InputLine? Next()
    {
        var scanned = 0;
        while (true)
        {
            var length = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(scanned + length, newline: 1);
            }

            scanned = end - start;
            if (scanned == buffer.Length)
            {
                return Skip();
            }

            if (!Fill())
            {
                return scanned == 0 ? null : Take(scanned, newline: 0);
            }
        }
    }

    InputLine Take(int length, int newline)
    {
        var bytes = buffer.AsSpan(start, length);
        var text = (Offset == 0 && bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes).Trim(" \t\r"u8);
        var line = new InputLine(Lines + 1, Offset, text.Length <= Limits.RegistrationLineBytesMax ? text.ToArray() : null);
        EndsInNewline = newline > 0;
        start += length + newline;
        Offset += length + newline;
        Lines++;
        return line;
    }

    /// <summary>The buffer is full of one line: passes over the rest of it.</summary>
    InputLine Skip()
    {
        var line = new InputLine(Lines + 1, Offset, Json: null);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var passed = length < 0 ? end - start : length + 1;
            start += passed;
            Offset += passed;
            if (length >= 0 || !Fill())
            {
                EndsInNewline = length >= 0;
                Lines++;
                return line;
            }
        }
    }

    /// <summary>False at the end of the file.</summary>
    bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (!fileEnded)
        {
            var read = file.Read(buffer, end, buffer.Length - end);
            end += read;
            fileEnded = read == 0;
        }

        return !fileEnded;
    }
}
