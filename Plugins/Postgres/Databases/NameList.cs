using System.Text;

namespace Shield.Plugins.Postgres.Databases;

/// <summary>Lists of names in settings: <c>"$user", public</c>.</summary>
internal static class NameList
{
    /// <summary>The names, without the quotes around some of them; a name that is not quoted is in small
    /// letters.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var names = new List<string>();
        for (var at = 0; at < list.Length;)
        {
            while (at < list.Length && (char.IsWhiteSpace(list[at]) || list[at] == ',')) at++;
            if (at < list.Length) names.Add(Take(list, ref at));
        }

        return names;
    }

    private static string Take(string list, ref int at)
    {
        if (list[at] != '"')
        {
            var start = at;
            while (at < list.Length && list[at] != ',') at++;
            return list[start..at].TrimEnd().ToLowerInvariant();
        }

        var name = new StringBuilder();
        for (at++; at < list.Length; at++)
        {
            if (list[at] != '"') name.Append(list[at]);
            else if (at + 1 < list.Length && list[at + 1] == '"') name.Append(list[++at]);
            else break;
        }

        at++;
        return name.ToString();
    }
}
