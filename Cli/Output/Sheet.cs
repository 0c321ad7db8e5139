using System.Text;
using Spectre.Console;

namespace Shield.Cli.Output;

/// <summary>Prints tables and facts: drawn on a terminal, tab-separated through a pipe.</summary>
internal static class Sheet
{
    /// <summary>Some terminals say that they have no columns at all.</summary>
    private const int WidthMin = 40;

    /// <summary>Columns; a longer word may be broken.</summary>
    private const int WordMax = 24;

    /// <summary>Blanks between two columns, beside the one of the border.</summary>
    private const int Gap = 1;

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

        // A column in which nothing stands tells a person nothing.
        var kept = Enumerable.Range(0, headers.Count)
            .Where(i => rows.Any(row => row[i].Seen.Length > 0)).ToList();
        if (!Fits(console, [.. kept.Select(i => Words(headers, rows, i))]))
        {
            OneBelowTheOther(console, headers, rows);
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var i in kept)
        {
            var header = new Text(headers[i], Quiet);
            table.AddColumn(new TableColumn(header) { Padding = new Padding(0, 0, Gap, 0) });
        }

        foreach (var row in rows) table.AddRow(kept.Select(i => Draw(row[i])));
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

    /// <summary>Where a terminal is so narrow that words would be broken.</summary>
    private static void OneBelowTheOther(
        CliConsole console, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        foreach (var row in rows)
        {
            Facts(console, [.. headers.Zip(row)]);
            console.Out.WriteLine();
        }
    }

    private static IEnumerable<string> Words(
        IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<Cell>> rows, int column) =>
        rows.Select(row => Plain.Lines(row[column].Seen)).Append(headers[column])
            .SelectMany(text => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static bool Fits(CliConsole console, IReadOnlyList<IEnumerable<string>> columns) =>
        columns.Sum(words => words.Max(Room) + Gap + 1) + 1 <= Width(console);

    private static int Room(string word) => Math.Min(word.GetCellWidth(), WordMax);

    private static int Width(CliConsole console) => Math.Max(console.Width(), WidthMin);

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
        ansi.Profile.Width = Width(console);
        ansi.Profile.Capabilities.Unicode = true;
        ansi.Write(drawing);
    }
}
