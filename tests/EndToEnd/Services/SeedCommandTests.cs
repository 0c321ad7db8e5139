using Shield.EndToEnd.Programs;

namespace Shield.EndToEnd.Services;

/// <summary>Every command line that Shield's first design promised, against the built service.</summary>
[Trait("Catalog", "Any")]
public sealed class SeedCommandTests(OneService one) : IClassFixture<OneService>
{
    private readonly Service _service = one.Service;

    [Fact]
    public async Task Every_command_of_the_first_design_works_as_it_is_written()
    {
        var target = await CreateAsync($"target --plugin fs --agent 127.0.0.1:5444 --set base_dir={Data()}");
        var store = await CreateAsync($"store --plugin fs --set base_dir={_service.MakeFolder("blobs")}");
        var schedule = await CreateAsync("schedule --when 'daily at 4am'");
        var policy = await CreateAsync("retention policy --expires 30d");
        var job = await CreateAsync(
            $"job --target {target} --store {store} --schedule {schedule} --retention-policy {policy}");

        await ListAsync(target, store, schedule, policy);
        await ShowAndEditAsync(target, store, schedule, policy, job);
        var archive = await UseJobAsync(job, target);
        await UseArchiveAsync(archive, target, store);
        await UseTasksAsync();
        await DeleteAsync($"archive {archive}", $"job {job}", $"schedule {schedule}", $"policy {policy}");
        await DeleteAsync($"store {store}", $"target {target}");
    }

    [Fact]
    public async Task A_delete_of_what_is_needed_is_refused_and_says_who_needs_it()
    {
        await _service.Api.CreateJobAsync("needed", "fs", new { base_dir = Data() }, new { base_dir = "/b" });

        var end = await _service.ShieldAsync("delete", "schedule", "needed", "--yes");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("used by job needed", end.Errors, StringComparison.Ordinal);
        Assert.Contains("hint: ", end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_keeps_the_secret_that_it_is_not_told()
    {
        await DoneAsync("create store --name vault --plugin vault --set note=b --set secret_key=hunter2");

        await DoneAsync("edit store vault --set note=c --name safe");

        var shown = await DoneAsync("show store safe");
        Assert.Contains("""{"note":"c","secret_key":"••••••"}""", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_not_understood_gets_one_that_would_be()
    {
        var end = await _service.ShieldAsync("create", "schedule", "--name", "x", "--when", "daily");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("hint: try `daily at 4:00`", end.Errors, StringComparison.Ordinal);
    }

    private string Data()
    {
        var folder = _service.MakeFolder("data");
        File.WriteAllText(Path.Combine(folder, "page"), "text\n");
        return folder;
    }

    private async Task ListAsync(string target, string store, string schedule, string policy)
    {
        foreach (var nouns in new[] { "schedules", "retention policies", "targets", "stores" })
        {
            Assert.NotEqual("", await DoneAsync($"list {nouns}"));
            Assert.NotEqual("", await DoneAsync($"list {nouns} --used"));
            Assert.Equal("", await DoneAsync($"list {nouns} --unused --name seed"));
        }

        Assert.NotEqual("", await DoneAsync("list targets --used --plugin fs"));
        Assert.Equal("", await DoneAsync("list stores --plugin nothing"));
        Assert.NotEqual("", await DoneAsync(
            $"list jobs --unpaused --target {target} --store {store} --schedule {schedule}"
            + $" --retention-policy {policy}"));
        Assert.Equal("", await DoneAsync("list jobs --paused"));
    }

    private async Task ShowAndEditAsync(
        string target, string store, string schedule, string policy, string job)
    {
        foreach (var thing in new[]
            {
                $"target {target}", $"store {store}", $"schedule {schedule}",
                $"retention policy {policy}", $"job {job}",
            })
        {
            await DoneAsync($"update {thing} --summary edited");
            Assert.Contains("summary\tedited", await DoneAsync($"show {thing}"), StringComparison.Ordinal);
        }

        await DoneAsync($"edit schedule {schedule} --when 'hourly at 15'");
        await DoneAsync($"edit job {job} --target seed --priority 10");
    }

    private async Task<string> UseJobAsync(string job, string target)
    {
        await DoneAsync($"pause job {job}");
        Assert.Equal("yes", await DoneAsync($"paused job {job}"));
        await DoneAsync($"unpause job {job}");
        Assert.Equal(1, (await _service.ShieldAsync("paused", "job", job)).ExitCode);
        var task = await DoneAsync($"run job {job}");
        await DoneAsync($"show task {task} --follow");
        await DoneAsync($"show task {task}");
        await DoneAsync($"show task {task} --debug");
        return (await DoneAsync($"list archives --target {target}")).Split('\t')[1];
    }

    private async Task UseArchiveAsync(string archive, string target, string store)
    {
        Assert.NotEqual("", await DoneAsync($"list archives --store {store} --after 20200101"));
        Assert.Equal("", await DoneAsync("list archives --before 20200101"));
        await DoneAsync($"edit archive {archive} --notes kept");
        Assert.Contains("notes\tkept", await DoneAsync($"show archive {archive}"), StringComparison.Ordinal);
        await DoneAsync($"restore archive {archive} --wait --yes");
        await DoneAsync($"restore archive {archive} --to {target} --wait --yes");
    }

    private async Task UseTasksAsync()
    {
        var patient = await Patient.MakeAsync(_service);
        patient.Hold();
        var task = await DoneAsync("run job patient");
        await patient.WaitsAsync();
        Assert.Contains(task, await DoneAsync("list tasks"), StringComparison.Ordinal);
        await DoneAsync($"cancel task {task}");
        await _service.Api.EndOfAsync(task);
        Assert.DoesNotContain(task, await DoneAsync("list tasks"), StringComparison.Ordinal);
        Assert.Contains(task, await DoneAsync("list tasks --all"), StringComparison.Ordinal);
    }

    private async Task DeleteAsync(params string[] things)
    {
        foreach (var thing in things) await DoneAsync($"delete {thing} --yes");
        await _service.Api.AtRestAsync();
    }

    private Task<string> CreateAsync(string what) => DoneAsync($"create {what} --name seed");

    /// <summary>Splits at blanks; what stands in single quotes stays whole.</summary>
    private Task<string> DoneAsync(string line) => _service.ShieldDoneAsync([.. line.Split('\'').SelectMany(
        (part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);
}
