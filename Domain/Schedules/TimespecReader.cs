namespace Shield.Domain.Schedules;

/// <summary>One reading of one text, without hints: repairs are tried with it too.</summary>
internal static class TimespecReader
{
    /// <returns>Exactly one of the two.</returns>
    public static (Timespec? When, Fault? Fault) Read(string text)
    {
        if (text.Length > TimespecParser.TextCharactersMax)
            return (null, new Fault(
                $"the text is longer than {TimespecParser.TextCharactersMax} characters",
                TimespecParser.TextCharactersMax, [Repair.Instead(TimespecHints.Example)]));

        Timespec? form = null;
        var tail = 0;
        if (CronTimespec.Starts(text) && !CronTimespec.TryRead(text, out form, out tail, out var cronFault))
            return (null, cronFault);

        var cursor = new TimespecCursor(text, tail);
        var grammar = new TimespecGrammar(cursor);
        return (form is not null || grammar.TryForm(out form)) && grammar.TryTail(form, out var when)
            ? (when, null)
            : (null, cursor.Fault);
    }
}
