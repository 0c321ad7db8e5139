using System.Diagnostics;

namespace Shield.Plugins.Sdk.Tests;

/// <summary>The shell plugin of docs/plugins.md, as it stands there.</summary>
public sealed class DocumentedPluginTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("shield documented ").FullName;
    private readonly string _plugin;

    public DocumentedPluginTests()
    {
        _plugin = Path.Join(_folder, "one-file");
        File.WriteAllText(_plugin, Extract());
        File.SetUnixFileMode(_plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [Fact]
    public void It_backs_up_stores_retrieves_restores_and_purges()
    {
        var (exit, output) = Run("""
            head -c 300000 /dev/urandom > data; mkdir archives
            "$0" backup -e '{"path":"data"}' | "$0" store --endpoint '{"path":"archives"}' > stored
            key=$(sed 's/.*"key":"\([^"]*\)".*/\1/' stored)
            "$0" retrieve -e '{"path":"archives"}' -k "$key" | "$0" restore -e '{ "path" : "copy" }'
            cmp data copy
            "$0" purge -e '{"path":"archives"}' --key "$key"; "$0" purge -e '{"path":"archives"}' --key "$key"
            ls -A archives; cat stored
            """);

        Assert.Equal(0, exit);
        Assert.IsType<Verdict<StoredObject>.Good>(PluginReply.ParseStored(output, PluginInfo.FirstProtocol));
    }

    [Fact]
    public void Its_info_is_that_of_a_target_and_store_of_protocol_1()
    {
        var (_, output) = Run("\"$0\" info");

        var info = Assert.IsType<Verdict<PluginInfo>.Good>(PluginReply.ParseInfo(output)).Value;
        Assert.True(info is { Protocol: 1, IsTarget: true, IsStore: true });
    }

    [Theory]
    [InlineData("dance -e '{\"path\":\"x\"}'", 1)]
    [InlineData("backup --frob x", 1)]
    [InlineData("backup -e '{}'", 12)]
    [InlineData("purge -e '{\"path\":\"archives\"}' -k ../data", 4)]
    public void It_uses_the_exit_codes(string arguments, int code) =>
        Assert.Equal(code, Run($"\"$0\" {arguments}").Exit);

    [Fact]
    public void It_has_about_twenty_lines() => Assert.InRange(Extract().Split('\n').Length, 15, 28);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Extract()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(root.FullName, "Shield.Orleans.sln"))) root = root.Parent!;
        var page = File.ReadAllText(Path.Join(root.FullName, "docs", "plugins.md"));
        var begin = page.IndexOf("```sh\n", StringComparison.Ordinal) + "```sh\n".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private (int Exit, string Output) Run(string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script, _plugin])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = new Process { StartInfo = start };
        // The tests stand outside the product: what they start is the shell of a user.
#pragma warning disable RS0030
        bash.Start();
#pragma warning restore RS0030
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        if (!bash.WaitForExit(Patience)) bash.Kill(entireProcessTree: true);
        Assert.True(errors.IsCompleted || errors.Wait(Patience));
        return (bash.ExitCode, output);
    }
}
