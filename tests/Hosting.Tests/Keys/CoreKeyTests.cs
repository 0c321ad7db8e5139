using System.Diagnostics;
using Shield.Silo.Hosting.Keys;

namespace Shield.Silo.Hosting.Tests.Keys;

public sealed class CoreKeyTests
{
    [Fact]
    public void The_public_line_is_a_key_that_openssl_finds_to_be_the_one_in_the_file()
    {
        using var folder = new TempFolder();
        using var keys = KeyRing.Open(folder.Path);

        var line = keys.Core.PublicLine.Split(' ');
        var blob = Convert.ToHexStringLower(Convert.FromBase64String(line[1]));
        var modulus = Run("openssl", "rsa", "-in", folder.File(CoreKey.FileName), "-noout", "-modulus");

        Assert.Equal(("ssh-rsa", "core@shield"), (line[0], line[2]));
        Assert.EndsWith(
            modulus.Split('=')[1].Trim().ToLowerInvariant(), blob, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stays_the_same_from_one_start_to_the_next()
    {
        using var folder = new TempFolder();
        string first;
        using (var keys = KeyRing.Open(folder.Path)) first = keys.Core.PublicLine;

        using var again = KeyRing.Open(folder.Path);

        Assert.Equal(first, again.Core.PublicLine);
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        // The tests stand outside the product: what they start is another judge.
#pragma warning disable RS0030
        using var process = Process.Start(start)!;
#pragma warning restore RS0030
        return process.StandardOutput.ReadToEnd();
    }
}
