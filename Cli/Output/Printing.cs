using Shield.Api.Client;
using Shield.Api.Contracts;

namespace Shield.Cli.Output;

/// <summary>How commands answer: as JSON where that was asked for, else as a sheet or a line.</summary>
internal static class Printing
{
    /// <summary>The bytes of the core, unchanged, and a new line.</summary>
    public static int PrintJson(this Session session, ReadOnlyMemory<byte> json)
    {
        session.Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(json.Span).TrimEnd('\n'));
        return ExitCode.Done;
    }

    /// <summary>A list; an empty one says on a terminal what would fill it.</summary>
    public static int Print<T>(
        this Session session,
        Answer<T[]> answer,
        string whenEmpty,
        params IReadOnlyList<(string Header, Func<T, Cell> Cell)> columns)
    {
        if (session.Json) return session.PrintJson(answer.Json);
        if (answer.Value.Length == 0 && session.Console.OutIsTerminal)
        {
            session.Console.Out.WriteLine(whenEmpty);
            return ExitCode.Done;
        }

        Sheet.Table(
            session.Console,
            [.. columns.Select(c => c.Header)],
            [.. answer.Value.Select(row => (IReadOnlyList<Cell>)[.. columns.Select(c => c.Cell(row))])]);
        return ExitCode.Done;
    }

    /// <summary>One thing.</summary>
    public static int Print(
        this Session session,
        ReadOnlyMemory<byte> json,
        params IReadOnlyList<(string Name, Cell Value)> facts)
    {
        if (session.Json) return session.PrintJson(json);
        Sheet.Facts(session.Console, facts);
        return ExitCode.Done;
    }

    /// <summary>A new thing: its UUID for scripts, and for people what it is as well.</summary>
    /// <param name="session">What was said.</param>
    /// <param name="answer">What the core said.</param>
    /// <param name="name">How the new thing is called.</param>
    /// <param name="next">What a person may want to do then: a verb of ours, and what it does.</param>
    public static int PrintCreated(
        this Session session,
        Answer<CreatedBody> answer,
        string name,
        (string Verb, string Does)? next = null)
    {
        if (session.Json) return session.PrintJson(answer.Json);
        var uuid = answer.Value.Uuid.ToString("D");
        if (!session.Console.OutIsTerminal)
        {
            session.Console.Out.WriteLine(uuid);
            return ExitCode.Done;
        }

        var noun = session.Command.Noun?.One;
        session.Console.Out.WriteLine($"created {noun} {Plain.Line(name)}, {uuid}");
        if (next is not (var verb, var does)) return ExitCode.Done;
        session.Console.Error.WriteLine($"`shield {verb} {noun} {Plain.Line(Shown.Word(name))}` {does}");
        return ExitCode.Done;
    }

    /// <summary>Something was done: a word.</summary>
    public static int PrintOk(this Session session, Answer<OkBody> answer, string text) =>
        session.PrintOk(answer.Json, text);

    public static int PrintOk(this Session session, ReadOnlyMemory<byte> json, string text)
    {
        if (session.Json) return session.PrintJson(json);
        session.Console.Out.WriteLine(Plain.Line(text));
        return ExitCode.Done;
    }
}
