using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Sdk.Tests.Processes;

public sealed class SecrecyTests
{
    private const string Canary = "canary-5d0f8a";

    [Fact]
    public async Task Only_the_given_variables_reach_the_plugin()
    {
        Environment.SetEnvironmentVariable("SHIELD_TEST_CANARY", Canary);
        await using var bench = new Bench();
        await using var process = await bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = "/usr/bin/env",
            Environment = new Dictionary<string, string> { ["TZ"] = "UTC", ["SHIELD_ARCHIVE_UUID"] = "7" },
            OnErrorLine = (_, _) => { },
        });

        var lines = (await Bench.TextAsync(process.StandardOutput)).TrimEnd().Split('\n');

        var names = lines.Select(line => line.Split('=')[0]).Order();
        Assert.Equal(["SHIELD_ARCHIVE_UUID", "SHIELD_PROCESS_UUID", "TZ"], names);
    }

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("PGPASSWORD")]
    [InlineData("SHIELD_ENDPOINT_FILE")]
    public async Task A_variable_that_is_not_allowed_is_refused(string name)
    {
        await using var bench = new Bench();

        await Assert.ThrowsAsync<ArgumentException>(() => bench.Supervision.StartAsync(new ProcessOrder
        {
            Program = "/bin/true",
            Environment = new Dictionary<string, string> { [name] = "x" },
            OnErrorLine = (_, _) => { },
        }));
    }

    [Fact]
    public async Task The_plugin_sees_three_descriptors_and_no_other()
    {
        await using var bench = new Bench();
        // Inherited by the supervisor, as a library's descriptor without close-on-exec would be.
        using var stray = File.OpenRead("/dev/null");
        Descriptors.MakeInheritable(stray.SafeFileHandle);

        await using var process = await bench.ShellAsync(
            "for f in /proc/self/fd/*; do echo ${f##*/} $(readlink $f); done");
        var numbers = (await Bench.TextAsync(process.StandardOutput))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(' ') && !line.Contains("/proc/", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]);

        Assert.Equal(["0", "1", "2"], numbers.Order());
    }

    [Fact]
    public async Task Only_this_process_holds_the_write_end_of_the_lifeline()
    {
        await using var bench = new Bench();
        await using var first = await bench.ShellAsync("sleep 1000000");
        await using var process = await bench.ShellAsync("echo ready; sleep 1000000");
        process.StandardOutput.ReadByte();
        var arguments = (await File.ReadAllTextAsync($"/proc/{process.SupervisorPid}/cmdline")).Split('\0');
        var number = arguments[Array.IndexOf(arguments, "--lifeline") + 1];
        var lifeline = PipeOf($"/proc/{process.SupervisorPid}/fd/{number}");

        var writers = Directory.GetDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Where(folder => DescriptorsOf(folder)
                .Any(link => PipeOf(link) == lifeline && IsWritable(folder, link)));

        Assert.StartsWith("pipe:", lifeline, StringComparison.Ordinal);
        Assert.Equal([$"/proc/{Environment.ProcessId}"], writers);
    }

    [Fact]
    public async Task The_endpoint_is_in_no_command_line_and_no_environment()
    {
        await using var bench = new Bench();
        var endpoint = $$"""{"password": "{{Canary}}"}""";
        await using var process = await bench.ShellAsync(
            "cat \"$SHIELD_ENDPOINT_FILE\"; echo; exec sleep 1000000", endpoint);
        using var reader = new StreamReader(process.StandardOutput);
        Assert.Equal(endpoint, await reader.ReadLineAsync());

        var leaks = Directory.GetDirectories("/proc")
            .Where(folder => Holds(folder, "cmdline") || Holds(folder, "environ"))
            .Where(folder => Path.GetFileName(folder) != "self" && Path.GetFileName(folder) != "thread-self");

        Assert.Empty(leaks);
    }

    [Fact]
    public async Task The_endpoint_file_is_readable_by_its_owner_alone()
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync(
            "stat -c '%a %F' \"$SHIELD_ENDPOINT_FILE\" \"${SHIELD_ENDPOINT_FILE%/*}\"", "{}");

        Assert.Equal("600 regular file\n700 directory\n", await Bench.TextAsync(process.StandardOutput));
    }

    [Theory]
    [InlineData("exit 0", false)]
    [InlineData("exit 3", false)]
    [InlineData("kill -KILL $$", false)]
    [InlineData("sleep 1000000", true)]
    public async Task The_endpoint_file_is_gone_when_the_process_has_ended(string script, bool stop)
    {
        await using var bench = new Bench();
        await using var process = await bench.ShellAsync("cat \"$SHIELD_ENDPOINT_FILE\"; " + script, "{}");
        process.StandardOutput.ReadByte();
        if (stop)
            process.Stop();

        await process.Ended;

        Assert.Empty(Directory.GetFiles(bench.EndpointFolder));
    }

    [Fact]
    public async Task Nothing_is_left_behind_when_the_supervisor_cannot_be_started()
    {
        await using var bench = new Bench();
        var broken = bench.File("supervisor");
        await File.WriteAllTextAsync(broken, "no program");
        var memory = Directory.CreateDirectory($"/dev/shm/secrecy-{Guid.NewGuid():n}");
        await using var supervision = new ProcessSupervision(
            bench.Options(1) with
            {
                SupervisorPath = broken, RunFolder = bench.File("other"), MemoryFolder = memory.FullName,
            },
            TimeProvider.System);

        var order = new ProcessOrder
        {
            Program = "/bin/true",
            Arguments = [Canary],
            Endpoint = Canary,
            TaskUuid = Guid.NewGuid(),
            OnErrorLine = (_, _) => { },
        };

        var refusal = await Assert.ThrowsAsync<ProcessStartException>(() => supervision.StartAsync(order));

        Assert.DoesNotContain(Canary, refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal([".lock"], Directory.GetFiles(bench.File("other")).Select(Path.GetFileName));
        Assert.Single(memory.GetDirectories());
        Assert.Empty(memory.GetFiles("*", SearchOption.AllDirectories));
        memory.Delete(recursive: true);
    }

    [Fact]
    public async Task Endpoints_are_refused_where_they_would_reach_a_disk()
    {
        await using var bench = new Bench();

        var options = bench.Options(1) with { RunFolder = bench.File("other"), MemoryFolder = bench.Folder };

        Assert.Throws<IOException>(() => new ProcessSupervision(options, TimeProvider.System));
    }

    private static string[] DescriptorsOf(string folder)
    {
        try
        {
            return Directory.GetFiles(Path.Combine(folder, "fd"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? PipeOf(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.Name;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsWritable(string folder, string link) =>
        File.ReadAllLines(Path.Combine(folder, "fdinfo", Path.GetFileName(link)))
            .Single(line => line.StartsWith("flags:", StringComparison.Ordinal)).EndsWith('1');

    private static bool Holds(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file)).Contains(Canary, StringComparison.Ordinal)
                && Path.GetFileName(folder) != $"{Environment.ProcessId}";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
