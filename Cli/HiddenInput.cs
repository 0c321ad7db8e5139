using System.Text;

namespace Shield.Cli;

/// <summary>Reads a secret from the terminal, key by key, so that it is not shown.</summary>
internal static class HiddenInput
{
    /// <summary>Characters; no secret is longer, and a mistaken paste must end.</summary>
    private const int LengthMax = 64 * 1024;

    /// <summary>What is typed before Enter.</summary>
    public static Task<string> ReadAsync(CancellationToken cancellationToken) =>
        Task.Run(Read, cancellationToken);

    private static string Read()
    {
        var text = new StringBuilder();
        while (text.Length < LengthMax)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key is ConsoleKey.Enter) break;
            if (key.Key is not ConsoleKey.Backspace)
            {
                if (!char.IsControl(key.KeyChar)) text.Append(key.KeyChar);
            }
            else if (text.Length > 0)
            {
                text.Length--;
            }
        }

        return text.ToString();
    }
}
