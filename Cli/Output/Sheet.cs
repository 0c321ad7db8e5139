using System.Text;
using Spectre.Console;

namespace Shield.Cli.Output;

/// <summary>Prints tables and facts: drawn on a terminal, tab-separated through a pipe.</summary>
internal static class Sheet
{
    /// <summary>Some terminals say that they have no columns at all.</summary>
    private const int WidthMin = 40;

    private static readonly Style Quiet = new(Color.Grey);

    /// <summary>One row per thing.</summary>
    public static void Table(
        CliConsole console, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        if (!console.OutIsTerminal)
        {
            Pipe(console, rows);
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var header in headers) table.AddColumn(new TableColumn(new Text(header, Quiet)));
        foreach (var row in rows) table.AddRow(row.Select(Draw));
        Draw(console, table);
    }

    /// <summary>One line per fact of a single thing; facts without a value are left out on a terminal.
    /// </summary>
    public static void Facts(CliConsole console, IReadOnlyList<(string Name, Cell Value)> facts)
    {
        if (!console.OutIsTerminal)
        {
            Pipe(console, [.. facts.Select(f => (Cell[])[Cell.Text(f.Name), f.Value])]);
            return;
        }

        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true });
        grid.AddColumn(new GridColumn());
        foreach (var (name, value) in facts.Where(f => f.Value.Seen.Length > 0))
        {
            grid.AddRow(new Text(name, Quiet), Draw(value));
        }

        Draw(console, grid);
    }

    private static void Pipe(CliConsole console, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin('\t', row.Select(c => Plain.Line(c.Piped))).Append('\n');
        }

        console.Out.Write(text);
    }

    private static Text Draw(Cell cell) => new(Plain.Lines(cell.Seen), new Style(cell.Color));

    private static void Draw(CliConsole console, Spectre.Console.Rendering.IRenderable drawing)
    {
        var settings = new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(console.Out),
            Ansi = console.Colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = console.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        };
        settings.Enrichment.UseDefaultEnrichers = false;
        var ansi = AnsiConsole.Create(settings);
        ansi.Profile.Width = Math.Max(console.Width(), WidthMin);
        ansi.Profile.Capabilities.Unicode = true;
        ansi.Write(drawing);
    }
}
