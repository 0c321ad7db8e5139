using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Shield.Servers;

[assembly: SupportedOSPlatform("linux")]

// The plugins are shell scripts, which wait for one another most of the time.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace Shield.Agent.Host.Tests;

/// <summary>The check of plugins, as it is shipped, on plugins that keep to the protocol and on others that
/// do not.</summary>
public sealed class CheckTests : IDisposable
{
    private const string Password = "the-password-of-the-check";

    private readonly ShellSandbox _box = new("fs");

    [Theory]
    [InlineData("target")]
    [InlineData("store")]
    public void A_good_plugin_is_found_good(string mode)
    {
        var (exit, lines) = Check(mode, []);

        Assert.Empty(Bad(lines));
        Assert.Equal(0, exit);
        Assert.Contains(lines, line => line.StartsWith("  good  no secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("info answers as the protocol says", "(map(.fields) | add)}'", "null}'; echo more")]
    [InlineData("it is a target, a store, or both",
        "target: \"yes\", store: \"yes\"", "target: \"no\", store: \"no\"")]
    [InlineData("its fields can be shown in a form", "title: \"Port\", help: $help", "title: \"Port\"")]
    [InlineData("an action of the other kind is refused", "target: \"yes\"", "target: \"no\"")]
    public void What_a_plugin_says_of_itself_is_checked_without_a_system(string seen, string from, string to)
    {
        Write([(from, to)]);

        var (exit, output, _) = _box.Run([], "\"$root/dist/shield-agent\" plugin check ./mine");

        Assert.Equal(1, exit);
        Assert.Equal([seen], Bad(output.Split('\n')));
    }

    [Fact]
    public void A_plugin_that_does_not_end_is_not_waited_for()
    {
        var (_, lines) = Check("target", [("trap - PIPE; exec cat", "trap '' TERM; exec cat")]);

        var line = Assert.Single(lines, line => line.Contains("BAD", StringComparison.Ordinal));
        Assert.Contains("SIGTERM ends a backup", line, StringComparison.Ordinal);
        Assert.Contains("it had not ended after 5 s", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("target")]
    [InlineData("store")]
    public void The_plugin_of_the_documentation_is_found_good(string mode)
    {
        // It reads JSON with sed, so names with quotes are beyond it.
        using var plain = new PrivateFolder();
        var (exit, output, _) = _box.Run(new JsonObject { ["path"] = plain.PathOf("data") }, $"""
            sed -n '/^```sh$/,/^```$/p' "$root/docs/plugins.md" | sed '1d;/^```$/,$d' >one-file
            chmod +x one-file
            cd "{plain.Path}"
            if [[ {mode} == store ]]; then mkdir data; else head -c 5000000 /dev/urandom >data; fi
            cd - >/dev/null
            "$root/dist/shield-agent" plugin check ./one-file --as {mode} --endpoint endpoint --largest 64MiB
            """);

        Assert.Empty(Bad(output.Split('\n')));
        Assert.Equal(0, exit);
    }

    [Theory]
    [InlineData("", "which plugin?")]
    [InlineData("./mine ./other", "one plugin at a time")]
    [InlineData("./mine --largest big", "--largest is not known, or its value is missing or wrong")]
    [InlineData("./mine --endpoint gone", "gone is missing")]
    [InlineData("./mine --endpoint mine", "mine holds no JSON object")]
    [InlineData("./nobody", "there is no plugin 'nobody'")]
    [InlineData("./Mine", "plugin")]
    public void A_call_that_is_not_understood_is_explained(string words, string fault)
    {
        Write([]);

        var (exit, _, errors) = _box.Run([], $"\"$root/dist/shield-agent\" plugin check {words}");

        Assert.Equal(2, exit);
        Assert.Contains(fault, errors, StringComparison.Ordinal);
        Assert.Contains("shield-agent --help", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _box.Dispose();

    internal static string[] Bad(IEnumerable<string> lines) =>
    [
        .. lines.Where(line => line.StartsWith("  BAD", StringComparison.Ordinal))
            .Select(line => line["  BAD   ".Length..].Split(": ")[0]),
    ];

    /// <summary>Checks the good plugin, put in other words.</summary>
    internal (int Exit, string[] Lines) Check(string mode, (string From, string To)[] edits)
    {
        Write(edits);
        var (exit, output, errors) = _box.Run(Endpoint(mode), $"""
            head -c 4000000 /dev/urandom >file
            mkdir store
            "$root/dist/shield-agent" plugin check ./mine --as {mode} --endpoint endpoint --largest 2MiB \
              --change 'echo changed >"{_box.PathOf("file").Replace("\"", "\\\"", StringComparison.Ordinal)}"'
            """.Replace("'tests", "'\\''tests", StringComparison.Ordinal));
        Assert.True(errors.Length == 0, errors);
        return (exit, output.Split('\n'));
    }

    private JsonObject Endpoint(string mode) => new()
    {
        ["path"] = _box.PathOf(mode == "target" ? "file" : "store"),
        ["password"] = Password,
    };

    private void Write((string From, string To)[] edits)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "good-plugin.sh"));
        foreach (var (from, to) in edits)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        File.WriteAllText(_box.PathOf("mine"), text);
        File.SetUnixFileMode(_box.PathOf("mine"), UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute);
    }

    private sealed class PrivateFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("shield-check-").FullName;

        public string PathOf(string name) => System.IO.Path.Join(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
