namespace Shield.Domain.Schedules;

/// <summary>What is wrong with a text, and what might set it right; nearest first, not yet tried.</summary>
/// <param name="Message">A fact in lower case.</param>
/// <param name="Position">Characters before the wrong place.</param>
/// <param name="Repairs">Changes to the text.</param>
/// <param name="IsAmbiguous">The repairs are equally near readings, and all of them should be shown.</param>
internal sealed record Fault(string Message, int Position, Repair[] Repairs, bool IsAmbiguous = false);

/// <summary>Puts other characters in the place of some.</summary>
/// <param name="Start">Characters before the change.</param>
/// <param name="End">Characters before the rest that stays.</param>
/// <param name="With">What comes between.</param>
internal readonly record struct Repair(int Start, int End, string With)
{
    public static Repair Insert(int at, string with) => new(at, at, with);

    public static Repair Replace(TimespecToken token, string with) => new(token.Start, token.End, with);

    public static Repair Remove(TimespecToken token) => Replace(token, "");

    public static Repair Cut(int from) => new(from, int.MaxValue, "");

    public static Repair Instead(string with) => new(0, int.MaxValue, with);

    // The spaces keep the new text from growing together with the old.
    public string Apply(string text) => $"{text[..Start]} {With} {text[Math.Min(End, text.Length)..]}";
}
