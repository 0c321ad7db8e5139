using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Shield.Plugins.Mysql.Archive;

/// <summary>Writes an archive: SQL that any client program understands, with marks in comments.</summary>
internal sealed class ArchiveWriter(Stream output, Header header) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _bytes;

    /// <summary>Begins it.</summary>
    public void WriteHeader() => Write(Encoding.UTF8.GetBytes(header.ToLine()));

    /// <summary>Begins a part.</summary>
    /// <param name="section">One of <see cref="Section"/>.</param>
    /// <param name="place">Of the database among those of the header.</param>
    public void Begin(string section, int place) =>
        Write(Encoding.UTF8.GetBytes($"\n-- {header.Token} {section} {place}\n"));

    /// <summary>Writes a piece of the part.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _bytes += bytes.Length;
        output.Write(bytes);
    }

    /// <summary>Ends it: without this line it was cut.</summary>
    public void WriteEnd()
    {
        Write("\n"u8);
        var end = new JsonObject
        {
            ["bytes"] = _bytes,
            ["sha256"] = Convert.ToHexStringLower(_hash.GetHashAndReset()),
        };
        output.Write(Encoding.UTF8.GetBytes($"-- {header.Token} {Section.End} {end.ToJsonString()}\n"));
    }

    public void Dispose() => _hash.Dispose();
}
