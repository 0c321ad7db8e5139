using System.Security.Cryptography;
using Shield.Domain;

namespace Shield.Silo.Hosting;

/// <summary>A file with one key as base64, for its owner alone.</summary>
internal static class KeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key in a file.</summary>
    /// <exception cref="ShieldException">Others may read it, or it is no key.</exception>
    public static byte[] Read(string file, int length)
    {
        if ((File.GetUnixFileMode(file) & ~(Owner | UnixFileMode.UserExecute)) is not UnixFileMode.None)
        {
            throw new ShieldException(
                Reason.Conflict,
                $"the key {file} can be used by others than its owner",
                $"if nobody has read it: chmod 600 {file}");
        }

        var key = new byte[length];
        var text = File.ReadAllText(file).TrimEnd();
        return Convert.TryFromBase64String(text, key, out var found) && found == length
            ? key
            : throw new ShieldException(
                Reason.Conflict, $"the key {file} is damaged", "put it back from its backup");
    }

    /// <summary>A new random key, in a file that is there whole or not at all.</summary>
    public static byte[] Create(string file, int length)
    {
        var key = RandomNumberGenerator.GetBytes(length);
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
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: false);
        return key;
    }
}
