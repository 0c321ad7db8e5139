using System.Text;
using Shield.Domain;

namespace Shield.Silo.Host;

/// <summary>Asks for a secret: on a terminal without showing it, otherwise the first line of standard input.
/// </summary>
internal static class Passphrase
{
    /// <summary>What was typed.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="twice">Whether a person types it again: a mistake would show only when it is needed.</param>
    /// <exception cref="ShieldException">There is none, or the second was another.</exception>
    public static string Ask(string what, bool twice)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? throw new ShieldException(
                Reason.Invalid, "there is no passphrase on standard input", "its first line is taken");
        }

        var first = Read(what);
        if (!twice || Read($"{what}, again") == first) return first;
        throw new ShieldException(Reason.Invalid, "the two are not the same", "try again");
    }

    private static string Read(string prompt)
    {
        Console.Error.Write($"{prompt}: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != '\0') typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
