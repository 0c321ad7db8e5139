using Shield.Cli.Grammar;

namespace Shield.Cli.Tests.Grammar;

public sealed class SynonymTests
{
    private static readonly Grammarian Grammar = new(Commands.All);

    public static TheoryData<string, string> OneWords()
    {
        var words = new TheoryData<string, string>
        {
            { "status", "status" },
            { "run", "run job" },
            { "run-job", "run job" },
            { "pause", "pause job" },
            { "pause-job", "pause job" },
            { "unpause", "unpause job" },
            { "unpause-job", "unpause job" },
            { "paused", "paused job" },
            { "restore", "restore archive" },
            { "restore-archive", "restore archive" },
            { "restore-backup", "restore archive" },
            { "download", "download archive" },
            { "download-archive", "download archive" },
            { "download-backup", "download archive" },
            { "test", "test store" },
            { "test-store", "test store" },
            { "purge-archive", "delete archive" },
            { "annotate-archive", "edit archive" },
            { "cancel", "cancel task" },
            { "cancel-task", "cancel task" },
            { "archives", "list archives" },
            { "backups", "list archives" },
            { "archive", "show archive" },
            { "backup", "show archive" },
            { "delete-archive", "delete archive" },
            { "edit-archive", "edit archive" },
            { "tasks", "list tasks" },
            { "task", "show task" },
        };
        AddNouns(words);
        return words;
    }

    [Theory]
    [MemberData(nameof(OneWords))]
    public void Every_one_word_form_means_a_command(string word, string command)
    {
        Assert.Equal(command, Words(word, "x"));
        Assert.Equal(command, Words(word));
    }

    [Theory]
    [InlineData("update target x", "edit target")]
    [InlineData("update policy x", "edit retention policy")]
    [InlineData("update retention policy x", "edit retention policy")]
    [InlineData("edit backup x", "edit archive")]
    [InlineData("show policies x", "show retention policy")]
    [InlineData("list backup", "list archives")]
    [InlineData("retention policy x", "show retention policy")]
    [InlineData("retention policies", "list retention policies")]
    public void A_synonym_means_our_word(string line, string command) =>
        Assert.Equal(command, Words(line.Split(' ')));

    private static void AddNouns(TheoryData<string, string> words)
    {
        foreach (var (one, many, said) in new[]
            {
                ("target", "targets", "target"), ("store", "stores", "store"),
                ("schedule", "schedules", "schedule"), ("policy", "policies", "retention policy"),
                ("retention-policy", "retention-policies", "retention policy"), ("job", "jobs", "job"),
            })
        {
            words.Add(many, "list " + (said == "retention policy" ? "retention policies" : many));
            words.Add("list-" + many, "list " + (said == "retention policy" ? "retention policies" : many));
            words.Add(one, "show " + said);
            words.Add("show-" + one, "show " + said);
            words.Add("create-" + one, "create " + said);
            words.Add("edit-" + one, "edit " + said);
            words.Add("update-" + one, "edit " + said);
            words.Add("delete-" + one, "delete " + said);
        }
    }

    private static string Words(params string[] args) =>
        Assert.IsType<Order.Do>(Grammar.Read(args)).Command.Words;
}
