using Shield.Domain;
using Shield.Domain.Tasks;
using Shield.Grains;
using Shield.Grains.Tasks;

namespace Shield.Silo.Catalog.Tests.Lists;

public sealed class TaskLogTests
{
    [Fact]
    public async Task A_log_reads_in_the_order_in_which_its_lines_came_with_the_time_of_each()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        await AppendAsync(catalog, task, 0, Line(1, LogStream.Core, "waiting"));
        await AppendAsync(catalog, task, 1, Line(2, LogStream.Core, "attempt 1"));
        await AppendAsync(
            catalog, task, 1, Line(1, LogStream.Target, "dumping"), Line(2, LogStream.Store, "storing"));

        Assert.Equal(
            "12:00:01 waiting\n12:00:02 attempt 1\n12:00:01 dumping\n12:00:02 storing",
            await LogAsync(catalog, task));
    }

    [Fact]
    public async Task A_line_that_comes_again_is_passed_over_and_one_of_another_author_or_attempt_is_not()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        await AppendAsync(catalog, task, 1, Line(1, LogStream.Target, "a"), Line(2, LogStream.Store, "b"));
        await AppendAsync(catalog, task, 1, Line(2, LogStream.Store, "b"), Line(3, LogStream.Worker, "c"));
        await AppendAsync(catalog, task, 1, Line(1, LogStream.Core, "d"));
        await AppendAsync(catalog, task, 2, Line(1, LogStream.Target, "e"));

        var texts = (await LogAsync(catalog, task)).Split('\n').Select(line => line[9..]);

        Assert.Equal(["a", "b", "c", "d", "e"], texts);
    }

    [Fact]
    public async Task A_batch_with_a_line_that_cannot_be_kept_leaves_none_of_its_lines()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);

        await Assert.ThrowsAnyAsync<Exception>(() => AppendAsync(
            catalog, task, 1, Line(1, LogStream.Core, "good"), Line(2, (LogStream)99, "bad")));

        Assert.Equal("", await LogAsync(catalog, task));
        await AppendAsync(catalog, task, 1, Line(1, LogStream.Core, "better"));
        Assert.Equal("12:00:01 better", await LogAsync(catalog, task));
    }

    [Fact]
    public async Task A_list_shows_the_end_of_a_long_log_and_one_task_shows_all_of_it()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        var lines = Enumerable.Range(1, 1000).Select(i => Line(i, LogStream.Target, $"line {i} 🗄️"));
        await AppendAsync(catalog, task, 1, [.. lines]);
        await AppendAsync(catalog, await PutTaskAsync(catalog), 1, Line(1, LogStream.Core, "another's"));

        var whole = await LogAsync(catalog, task);
        var rows = await catalog.Lists
            .ListTasksAsync(new(null, null), Page.Whole, CancellationToken.None).ToListAsync();
        var listed = rows.Single(row => row.Uuid == task).Log;

        Assert.Equal(1000, whole.Split('\n').Length);
        Assert.EndsWith(listed, whole, StringComparison.Ordinal);
        Assert.InRange(listed.Length, ICatalog.ListedLogCharsMax - 1, ICatalog.ListedLogCharsMax);
    }

    [Fact]
    public async Task The_end_of_a_log_never_begins_with_half_a_character()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        var text = string.Concat(Enumerable.Repeat("😀", ICatalog.ListedLogCharsMax)) + "x";
        await AppendAsync(catalog, task, 1, Line(1, LogStream.Target, text));

        var rows = await catalog.Lists
            .ListTasksAsync(new(null, null), Page.Whole, CancellationToken.None).ToListAsync();
        var listed = Assert.Single(rows).Log;

        Assert.False(char.IsLowSurrogate(listed[0]));
        Assert.Equal(ICatalog.ListedLogCharsMax - 1, listed.Length);
    }

    [Theory]
    [InlineData(31, 10)]
    [InlineData(32, 10)]
    [InlineData(33, 10)]
    [InlineData(33, 500)]
    [InlineData(600, 0)]
    [InlineData(2, 70_000)]
    public async Task The_end_of_a_log_in_a_list_is_that_of_the_whole_however_long_its_lines_are(
        int lines, int chars)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        await PutTaskAsync(catalog);
        await AppendAsync(catalog, task, 1, [.. Enumerable.Range(1, lines)
            .Select(i => Line(i, LogStream.Target, $"{i} {new string('ü', chars)}"))]);
        var filter = new TaskFilter(null, null) { Debug = true };

        var rows = await catalog.Lists.ListTasksAsync(filter, Page.Whole, CancellationToken.None)
            .ToListAsync();

        var listed = rows.Single(row => row.Uuid == task);
        Assert.Equal(End(await LogAsync(catalog, task)), listed.Log);
        Assert.Equal(
            End(await catalog.Lists.ReadDebugAsync(task, CancellationToken.None)), listed.Debug);
        Assert.Equal("", rows.Single(row => row.Uuid != task).Log);

        static string End(string text) => text[^Math.Min(text.Length, ICatalog.ListedLogCharsMax)..];
    }

    [Fact]
    public async Task A_log_is_read_piece_by_piece_from_any_place_in_it()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        var none = CancellationToken.None;
        var lines = Enumerable.Range(1, 5).Select(i => Line(i, LogStream.Core, $"{i}"));
        await AppendAsync(catalog, task, 1, [.. lines]);
        await AppendAsync(catalog, await PutTaskAsync(catalog), 1, Line(1, LogStream.Core, "another's"));

        var first = await catalog.Lists.ListLogAsync(task, 0, 3, none);
        var rest = await catalog.Lists.ListLogAsync(task, first[^1].Id, 3, none);

        Assert.Equal(["12:00:01 1", "12:00:02 2", "12:00:03 3"], first.Select(line => $"{line}"));
        Assert.Equal(["12:00:04 4", "12:00:05 5"], rest.Select(line => $"{line}"));
        Assert.Empty(await catalog.Lists.ListLogAsync(task, rest[^1].Id, 3, none));
        Assert.Equal(TaskPhase.Pending, await catalog.Lists.FindPhaseAsync(task, none));
        Assert.Null(await catalog.Lists.FindPhaseAsync(new TaskId(Guid.NewGuid()), none));
    }

    [Fact]
    public async Task A_verbose_log_says_attempt_author_and_milliseconds_and_a_list_can_have_whole_ones()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        var none = CancellationToken.None;
        await AppendAsync(catalog, task, 2, Line(1, LogStream.Target, new string('x', 5000)));

        var verbose = await catalog.Lists.ReadDebugAsync(task, none);
        var filter = new TaskFilter(null, null) { WholeLog = true, Debug = true };
        var whole = await catalog.Lists.ListTasksAsync(filter, Page.Whole, none).SingleAsync();
        var plain = await catalog.Lists.ListTasksAsync(new(null, null), Page.Whole, none).SingleAsync();

        Assert.StartsWith("12:00:01.000 attempt 2 target: xxx", verbose, StringComparison.Ordinal);
        Assert.Equal((verbose, 5009), (whole.Debug, whole.Log.Length));
        Assert.Null(plain.Debug);
        Assert.Equal(ICatalog.ListedLogCharsMax, plain.Log.Length);
    }

    [Fact]
    public async Task A_log_goes_with_its_task()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = await PutTaskAsync(catalog);
        await AppendAsync(catalog, task, 1, Line(1, LogStream.Core, "a"));

        await catalog.DeleteAsync("task", task.Value);

        Assert.Equal(0, await catalog.CountAsync("task_log"));
    }

    [Theory]
    [InlineData(TaskPhase.Done, "done")]
    [InlineData(TaskPhase.Canceled, "canceled")]
    [InlineData(TaskPhase.Failed, "failed: plugin 'fs' it's \"so\": 🗄️")]
    public async Task How_a_task_ended_is_in_its_log_as_soon_as_it_has_ended_and_once(
        TaskPhase phase, string line)
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = Samples.Backup(await catalog.PutPartsAsync(), TaskPhase.Pending);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        var running = task with { Status = TaskPhase.Running, Attempt = 1 };
        await catalog.PutAsync("task", task.Uuid.Value, running);
        await AppendAsync(catalog, task.Uuid, 1, Line(9, LogStream.Core, "almost"));
        Assert.Equal("12:00:09 almost", await LogAsync(catalog, task.Uuid));

        var end = running with
        {
            Status = phase,
            StoppedAt = Samples.Noon.AddSeconds(59.9996),
            FailedBecause = phase is TaskPhase.Failed ? line["failed: ".Length..] : "",
        };
        await catalog.PutAsync("task", task.Uuid.Value, end);
        await catalog.PutAsync("task", task.Uuid.Value, end with { BytesDone = 1 });

        Assert.Equal($"12:00:09 almost\n12:00:59 {line}", await LogAsync(catalog, task.Uuid));
    }

    [Fact]
    public async Task An_end_that_cannot_be_saved_is_not_in_the_log()
    {
        await using var catalog = await TestCatalog.OpenAsync();
        var task = Samples.Backup(await catalog.PutPartsAsync(), TaskPhase.Pending);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        var end = task with { Status = TaskPhase.Done, StoppedAt = Samples.Noon, Owner = null! };

        await Assert.ThrowsAnyAsync<Exception>(() => catalog.PutAsync("task", task.Uuid.Value, end));

        Assert.Equal("", await LogAsync(catalog, task.Uuid));
    }

    private static async Task<TaskId> PutTaskAsync(TestCatalog catalog)
    {
        var task = Samples.Backup(await catalog.PutPartsAsync(), TaskPhase.Pending);
        await catalog.PutAsync("task", task.Uuid.Value, task);
        return task.Uuid;
    }

    private static LogLine Line(long sequence, LogStream stream, string text) =>
        new(sequence, Samples.Noon.AddSeconds(sequence), stream, text);

    private static Task AppendAsync(TestCatalog catalog, TaskId task, int attempt, params LogLine[] lines) =>
        catalog.Database.TaskLog.AppendAsync(task, attempt, lines, CancellationToken.None);

    private static async Task<string> LogAsync(TestCatalog catalog, TaskId task) =>
        (await catalog.Lists.FindTaskAsync(task, CancellationToken.None))!.Log;
}
