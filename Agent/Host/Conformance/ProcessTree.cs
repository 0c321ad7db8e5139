using System.Globalization;
using System.Text;

namespace Shield.Agent.Host.Conformance;

/// <summary>The processes of this machine, as the kernel shows them.</summary>
internal static class ProcessTree
{
    /// <summary>Every process that comes from one.</summary>
    public static IReadOnlyList<int> Descendants(int ancestor)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Select(process => (Process: process, Parent: ParentOf(process)))
            .ToLookup(pair => pair.Parent, pair => pair.Process);
        var found = new List<int>(children[ancestor]);
        for (var at = 0; at < found.Count; at++) found.AddRange(children[found[at]]);
        return found;
    }

    /// <summary>A file of a process; one that has ended meanwhile has nothing to show.</summary>
    public static byte[] Read(int process, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{process}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static int ParentOf(int process)
    {
        // "pid (name) state parent …": the name may hold blanks and brackets.
        var text = Encoding.UTF8.GetString(Read(process, "stat"));
        var words = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 0;
    }
}
