using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Tests;

public sealed class CallingTests : IDisposable
{
    private readonly Sandbox _box = new();

    [Theory]
    [InlineData("", 1)]
    [InlineData("dance", 1)]
    [InlineData("backup --frobnicate", 1)]
    [InlineData("backup extra", 1)]
    [InlineData("backup --endpoint", 1)]
    [InlineData("backup -e '{}' -e '{}'", 1)]
    [InlineData("--endpoint '{}' backup", 1)]
    [InlineData("backup", 10)]
    [InlineData("backup -e ''", 10)]
    [InlineData("backup -e '[]'", 10)]
    [InlineData("store -e '{\"base_dir\":'", 10)]
    [InlineData("list -e 'text'", 10)]
    [InlineData("list -e '{\"base_dir\":\"/a\",\"base_dir\":\"/b\"}'", 10)]
    [InlineData("retrieve -e '{\"base_dir\":\"/tmp\"}'", 11)]
    [InlineData("purge -e '{\"base_dir\":\"/tmp\"}' --key ''", 11)]
    [InlineData("restore -e '{}'", 12)]
    [InlineData("validate -e '{}'", 12)]
    [InlineData("store -e '{\"base_dir\":\"\"}'", 12)]
    [InlineData("list -e '{\"base_dir\":null}'", 12)]
    [InlineData("fingerprint -e '{\"base_dir\":\"relative\"}'", 13)]
    [InlineData("backup -e '{\"base_dir\":42}'", 13)]
    [InlineData("backup -e '{\"base_dir\":\"/tmp\",\"exact\":\"perhaps\"}'", 13)]
    [InlineData("backup -e '{\"base_dir\":\"/tmp\",\"exclude\":[1]}'", 13)]
    [InlineData("backup -e '{\"base_dir\":\"/tmp/a\\u0000b\"}'", 13)]
    [InlineData("backup -e '{\"base_dir\":\"/nonexistent\"}'", 4)]
    [InlineData("backup -e '{\"base_dir\":\"/etc/passwd\"}'", 4)]
    public void Every_fault_has_its_exit_code_a_line_for_people_and_no_data(string arguments, int code)
    {
        var (exit, output, errors) = _box.Run("", $""" "$fs" {arguments} """);

        Assert.Equal(code, exit);
        Assert.Empty(output);
        Assert.StartsWith("fs: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_is_exit_code_3()
    {
        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), """
            mkdir tree bin; printf '#!/bin/sh\nexit 7\n' > bin/tar; chmod +x bin/tar
            PATH="$PWD/bin:$PATH" "$fs" backup -e "$endpoint"
            """);

        Assert.Equal(3, exit);
        Assert.Contains("tar failed with exit code 7", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("fingerprint")]
    [InlineData("validate")]
    public void A_program_that_is_not_installed_is_exit_code_3(string action)
    {
        var (exit, output, errors) = _box.Run(_box.Endpoint("tree"), $"""
            mkdir tree bin; export PATH=$PWD/bin
            "$fs" {action} -e "$endpoint"
            """);

        Assert.Equal(3, exit);
        Assert.Empty(output);
        Assert.Contains("cannot start tar: No such file or directory", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var (exit, _, errors) = _box.Run("", """ "$fs" backup -e '{"exact":"perhaps","include":7}' """);

        Assert.Equal(12, exit);
        Assert.Equal(3, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Info_needs_no_endpoint_and_says_both_features()
    {
        var info = Assert.IsType<Verdict<PluginInfo>.Good>(
            PluginReply.ParseInfo(_box.Good("", "\"$fs\" info"))).Value;

        Assert.True(info is { Protocol: 2, IsTarget: true, IsStore: true, Stages: true, AllowsEmpty: false });
        Assert.Equal(
            ["base_dir", "include", "exclude", "exact"],
            info.FieldsOf(PluginMode.Target).Select(f => f.Name));
        Assert.Equal(["base_dir"], info.FieldsOf(PluginMode.Store).Select(f => f.Name));
    }

    [Theory]
    [InlineData("--endpoint \"$endpoint\"")]
    [InlineData("--endpoint=\"$endpoint\"")]
    [InlineData("-e \"$endpoint\"")]
    public void An_endpoint_comes_on_the_command_line(string argument)
    {
        _box.Good(_box.Endpoint("tree"), $"""mkdir tree; "$fs" backup {argument} | tar --list""");
    }

    [Fact]
    public void An_endpoint_comes_in_a_file_and_then_no_argument_shows_it()
    {
        _box.Good(_box.Endpoint("tree"), """
            mkdir tree; printf '%s' "$endpoint" > file; unset endpoint
            SHIELD_ENDPOINT_FILE=$PWD/file "$fs" backup | tar --list
            """);
    }

    [Fact]
    public void A_file_that_is_missing_is_exit_code_10()
    {
        var (exit, _, _) = _box.Run("", "SHIELD_ENDPOINT_FILE=/nonexistent \"$fs\" backup");

        Assert.Equal(10, exit);
    }

    [Fact]
    public void A_reader_that_goes_away_is_a_failure_without_noise()
    {
        var (_, output, errors) = _box.Run(_box.Endpoint("store"), """
            key=$(head -c 9000000 /dev/zero | "$fs" store -e "$endpoint" | sed 's/.*"key":"\([^"]*\)".*/\1/')
            set +e; "$fs" retrieve -e "$endpoint" -k "$key" | head -c 1 > /dev/null; echo "${PIPESTATUS[0]}"
            """);

        Assert.Equal("4", output);
        Assert.Equal("fs: whoever read the output went away\n", errors);
    }

    [Fact]
    public void A_field_that_nobody_knows_is_a_warning()
    {
        var (exit, _, errors) = _box.Run(
            _box.Endpoint("tree", e => e["exlude"] = "x"),
            """mkdir tree; "$fs" backup -e "$endpoint" | tar --list""");

        Assert.Equal(0, exit);
        Assert.Contains("'exlude' is not one of this plugin's", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--checkpoint-action=exec=touch pwned")]
    [InlineData("-rf")]
    [InlineData("sp ace 'q\"uote $(touch pwned)")]
    [InlineData("new\nline")]
    public void A_hostile_base_directory_or_pattern_is_only_a_name(string name)
    {
        var endpoint = _box.Endpoint("base/" + name, e => e["exclude"] = name);
        Directory.CreateDirectory(_box.PathOf("base/" + name));
        File.WriteAllText(_box.PathOf($"base/{name}/file"), "text");

        var listed = _box.Good(endpoint, """
            "$fs" backup -e "$endpoint" > archive
            "$fs" restore -e "$endpoint" < archive; tar --list < archive
            """);

        Assert.Contains("./file", listed, StringComparison.Ordinal);
        Assert.False(Path.Exists(_box.PathOf("pwned")) || Path.Exists(_box.PathOf($"base/{name}/pwned")));
    }

    [Theory]
    [InlineData("target", "tree", 0)]
    [InlineData("target", "missing", 4)]
    [InlineData("store", "missing", 0)]
    [InlineData("store", "file", 4)]
    public void Validate_looks_with_the_eyes_of_the_mode_it_is_told(string mode, string baseDir, int code)
    {
        var (exit, output, errors) = _box.Run(_box.Endpoint(baseDir), $"""
            mkdir tree; touch file; SHIELD_ENDPOINT_MODE={mode} "$fs" validate -e "$endpoint"
            """);

        Assert.Equal(code, exit);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
        Assert.Equal("file\ntree", _box.Good("", "ls -A"));
    }

    [Fact]
    public void Files_that_change_while_they_are_read_are_a_warning()
    {
        var (exit, _, errors) = _box.Run(_box.Endpoint("tree"), """
            mkdir tree bin
            printf '#!/bin/sh\necho "tar: ./x: file changed as we read it" >&2; exit 1\n' > bin/tar
            chmod +x bin/tar; PATH="$PWD/bin:$PATH" "$fs" backup -e "$endpoint"
            """);

        Assert.Equal(0, exit);
        Assert.Contains("warning: files changed while they were read", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _box.Dispose();
}
