using Shield.Api.Contracts.Plugins;
using Shield.Cli.Output;

namespace Shield.Cli.Plugins;

/// <summary>What the endpoints of a plugin hold.</summary>
internal static class PluginFields
{
    /// <summary>A table on a terminal; through a pipe a line for each, which begins with <c>field</c>.
    /// </summary>
    public static void Print(CliConsole console, IReadOnlyList<PluginFieldBody> fields)
    {
        if (fields.Count == 0) return;
        if (console.OutIsTerminal)
        {
            Sheet.Table(
                console, ["field", "of a", "type", "required", "default", "what"], [.. fields.Select(Row)]);
            return;
        }

        Sheet.Table(console, [], [.. fields.Select(f => (Cell[])[Cell.Text("field"), .. Row(f)])]);
    }

    /// <summary>Its type, with the words it may be where it is one of a few.</summary>
    public static string TypeOf(PluginFieldBody field) =>
        field.Enum.Count == 0 ? field.Type : string.Join(" | ", field.Enum);

    private static IReadOnlyList<Cell> Row(PluginFieldBody field) =>
    [
        Cell.Text(field.Name),
        Cell.Text(field.Mode),
        Cell.Text(TypeOf(field)),
        Cell.YesNo(field.Required),
        Cell.Text(field.Default),
        Cell.Text(field.Help.Length > 0 ? field.Help : field.Title),
    ];
}
