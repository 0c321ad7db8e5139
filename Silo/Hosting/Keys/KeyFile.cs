using System.Text;
using Shield.Domain;

namespace Shield.Silo.Hosting.Keys;

/// <summary>A file with one key as text, for its owner alone.</summary>
internal static class KeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The text of a file, which is made when it is missing.</summary>
    /// <exception cref="ShieldException">Others may read it (Conflict), or it cannot be read or made
    /// (Unavailable).</exception>
    public static string Open(string file, Func<string> make)
    {
        try
        {
            return File.Exists(file) ? Read(file) : Create(file, make());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(Reason.Unavailable, $"the key {file} cannot be used: {e.Message}", "");
        }
    }

    /// <summary>What is wrong with a key that is not what was written.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hint">What to do.</param>
    public static ShieldException Damaged(string file, string hint = "put it back from its backup") =>
        new(Reason.Conflict, $"the key {file} is damaged", hint);

    /// <summary>Writes a file that is there whole or not at all, and was not there before.</summary>
    public static string Create(string file, string text)
    {
        var temporary = $"{file}.new";
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Owner,
        };
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: false);
        return text;
    }

    /// <summary>Fails if others than its owner may read or write a key.</summary>
    /// <exception cref="ShieldException">They may (Conflict).</exception>
    public static void EnsurePrivate(string file)
    {
        // A link is open to everybody; what it leads to need not be.
        using var opened = File.OpenHandle(file);
        if ((File.GetUnixFileMode(opened) & ~(Owner | UnixFileMode.UserExecute)) is UnixFileMode.None) return;
        throw new ShieldException(
            Reason.Conflict,
            $"the key {file} can be used by others than its owner",
            $"if nobody has read it: chmod 600 {file}");
    }

    private static string Read(string file)
    {
        EnsurePrivate(file);
        return File.ReadAllText(file);
    }
}
