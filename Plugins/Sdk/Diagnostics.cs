using System.Text;

namespace Shield.Plugins.Sdk;

/// <summary>Lines for people, on standard error, each begun with the program's name.</summary>
internal sealed class Diagnostics(string program)
{
    private static readonly StandardStream Error = new(StandardStream.Error);

    public void Say(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var text = string.Concat(lines.Select(line => $"{program}: {Printable(line)}\n"));
        try
        {
            Error.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            // Nobody listens any more; the exit code still tells.
        }
    }

    /// <summary>File names may hold escape sequences, which a terminal would obey.</summary>
    private static string Printable(string line) =>
        line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? '?' : c)) : line;
}
