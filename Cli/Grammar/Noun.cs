namespace Shield.Cli.Grammar;

/// <summary>A thing that commands are about.</summary>
/// <param name="One">As people say it.</param>
/// <param name="Many">Its plural.</param>
internal sealed record Noun(string One, string Many)
{
    public static readonly Noun Target = new("target", "targets");
    public static readonly Noun Store = new("store", "stores");
    public static readonly Noun Schedule = new("schedule", "schedules");

    public static readonly Noun Policy = new("retention policy", "retention policies");
    public static readonly Noun Job = new("job", "jobs");
    public static readonly Noun Archive = new("archive", "archives");
    public static readonly Noun Task = new("task", "tasks");
    public static readonly Noun Token = new("token", "tokens");
    public static readonly Noun Plugin = new("plugin", "plugins");
    public static readonly Noun Agent = new("agent", "agents");
    public static readonly Noun Audit = new("audit", "audit");

    public static readonly IReadOnlyList<Noun> All =
        [Target, Store, Schedule, Policy, Job, Archive, Task, Token, Plugin, Agent, Audit];

    /// <summary>Every word that is a noun, for suggestions.</summary>
    public static IEnumerable<string> Words =>
        All.SelectMany(n => (string[])[n.One, n.Many]).Concat(Synonyms.NounWords);

    /// <summary>"a target", "an archive".</summary>
    public string AnyOne => (One[0] is 'a' ? "an " : "a ") + One;

    public static Noun? Find(string word) =>
        All.FirstOrDefault(n => word == n.One || word == n.Many) ?? Synonyms.NounOf(word);

    public static bool IsPlural(string word) => word.EndsWith('s');
}
