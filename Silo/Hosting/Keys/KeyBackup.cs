using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shield.Domain;

namespace Shield.Silo.Hosting.Keys;

/// <summary>The key ring as one file, encrypted with a passphrase.</summary>
/// <remarks>Four lines of text: <c>shield-keys 1</c>; <c>pbkdf2-sha512 ROUNDS SALT</c>, which makes 32 bytes
/// of key; <c>aes-256-gcm NONCE</c>; and the encrypted files with the tag of 16 bytes behind them, a JSON
/// object of name and text. What is binary is in base64; the first three lines are authenticated with the
/// rest.</remarks>
public static class KeyBackup
{
    /// <summary>The shortest passphrase, in characters.</summary>
    public const int PassphraseCharsMin = 8;

    private const string Magic = "shield-keys 1", Derivation = "pbkdf2-sha512", Cipher = "aes-256-gcm";
    private const int Rounds = 600_000, RoundsMax = 100_000_000;
    private const int SaltBytes = 16, NonceBytes = 12, TagBytes = 16, KeyBytes = 32;
    private static readonly string[] Names = [KeyRing.FileName, CoreKey.FileName];

    /// <summary>Writes it; the file must not exist.</summary>
    /// <param name="folder">The folder of keys, which all exist.</param>
    /// <param name="file">Where to.</param>
    /// <param name="passphrase">At least <see cref="PassphraseCharsMin"/> characters.</param>
    /// <exception cref="ShieldException">The passphrase is too short (Invalid), or the file is there already
    /// (Conflict).</exception>
    public static void Write(string folder, string file, string passphrase)
    {
        if (passphrase.Length < PassphraseCharsMin)
        {
            throw new ShieldException(
                Reason.Invalid, $"a passphrase has at least {PassphraseCharsMin} characters", "");
        }

        if (File.Exists(file))
        {
            throw new ShieldException(Reason.Conflict, $"{file} is there already", "choose another name");
        }

        var files = Names.ToDictionary(name => name, name => File.ReadAllText(Path.Combine(folder, name)));
        KeyFile.Create(file, Seal(JsonSerializer.SerializeToUtf8Bytes(files), passphrase));
    }

    /// <summary>Puts the keys of a backup into a folder that has none.</summary>
    /// <exception cref="ShieldException">It is no backup, or the passphrase is wrong (Invalid); the folder has
    /// other keys (Conflict).</exception>
    public static void Restore(string folder, string file, string passphrase)
    {
        var files = Open(File.ReadAllText(file), passphrase) ?? throw new ShieldException(
            Reason.Invalid, $"{file} does not open: the passphrase is wrong, or it is no backup of keys", "");
        var other = files.Keys.Select(name => Path.Combine(folder, name)).FirstOrDefault(
            path => File.Exists(path) && File.ReadAllText(path) != files[Path.GetFileName(path)]);
        if (other is not null)
        {
            throw new ShieldException(
                Reason.Conflict,
                $"{other} is another key than that of the backup",
                "if nothing needs it, move it away, then restore again");
        }

        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) KeyFile.Create(path, text);
        }
    }

    private static string Seal(byte[] plain, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            {Magic}
            {Derivation} {Rounds} {Convert.ToBase64String(salt)}
            {Cipher} {Convert.ToBase64String(nonce)}

            """);
        var whole = new byte[plain.Length + TagBytes];
        using var cipher = MakeCipher(passphrase, salt, Rounds);
        cipher.Encrypt(
            nonce,
            plain,
            whole.AsSpan(0, plain.Length),
            whole.AsSpan(plain.Length),
            Encoding.ASCII.GetBytes(head));
        CryptographicOperations.ZeroMemory(plain);
        return $"{head}{Convert.ToBase64String(whole)}\n";
    }

    private static Dictionary<string, string>? Open(string text, string passphrase)
    {
        try
        {
            var lines = text.TrimEnd().Split('\n');
            if (lines is not [Magic, var derivation, var cipherLine, var body]) return null;
            if (derivation.Split(' ') is not [Derivation, var rounds, var salt]) return null;
            if (cipherLine.Split(' ') is not [Cipher, var nonce]) return null;
            var count = int.Parse(rounds, NumberStyles.None, CultureInfo.InvariantCulture);
            if (count is 0 or > RoundsMax) return null;
            var whole = Convert.FromBase64String(body);
            var plain = new byte[whole.Length - TagBytes];
            using var cipher = MakeCipher(passphrase, Convert.FromBase64String(salt), count);
            cipher.Decrypt(
                Convert.FromBase64String(nonce),
                whole.AsSpan(0, plain.Length),
                whole.AsSpan(plain.Length),
                plain,
                Encoding.ASCII.GetBytes(string.Join('\n', lines[..3]) + "\n"));
            var files = JsonSerializer.Deserialize<Dictionary<string, string>>(plain)!;
            return files.Keys.Order().SequenceEqual(Names.Order()) ? files : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException
            or CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static AesGcm MakeCipher(string passphrase, byte[] salt, int rounds) => new(
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, rounds, HashAlgorithmName.SHA512, KeyBytes), TagBytes);
}
