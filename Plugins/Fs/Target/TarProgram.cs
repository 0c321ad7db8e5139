using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>How GNU tar is called. Values of an endpoint only ever follow an equals sign, so that none can be
/// taken for an option.</summary>
internal static class TarProgram
{
    /// <summary>"Some files changed while they were read."</summary>
    public const int FilesChanged = 1;

    private const string Name = "tar";
    private const int VersionBytesMax = 4096;

    /// <summary>64 KiB are written or read at once, as much as a pipe holds; the 10 KiB of old tapes cost
    /// whoever is at the other end thousands of wakings for each gigabyte.</summary>
    private const string Records = "--blocking-factor=128";

    /// <summary>Everything that makes a file what it is, but not the times when it was read or its record
    /// changed: they say nothing about it, and no restore could bring them back.</summary>
    private static readonly string[] Create =
    [
        "--create", "--file=-", "--format=posix", Records,
        "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
        "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name",
    ];

    private static readonly string[] Extract =
    [
        "--extract", "--file=-", Records, "--numeric-owner", "--preserve-permissions",
        "--xattrs", "--xattrs-include=*", "--acls", "--delay-directory-restore", "--warning=no-timestamp",
    ];

    /// <summary>Archives the tree of an endpoint.</summary>
    /// <param name="selection">What of the tree.</param>
    /// <param name="root">The tree, open.</param>
    /// <param name="output">Where the archive goes.</param>
    /// <param name="sparse">Whether holes are stored as holes.</param>
    /// <param name="cancellationToken">Ends tar.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> CreateAsync(
        Selection selection, Folder root, ToolOutput output, bool sparse, CancellationToken cancellationToken)
    {
        List<string> arguments = [.. Create, $"--directory={selection.BaseDir}"];
        if (sparse) arguments.Add("--sparse");
        arguments.AddRange(selection.Exclude.AsTarExcludes());
        arguments.AddRange(
            ["--anchored", "--no-wildcards-match-slash", $"--exclude=./{Staging.NamePrefix}*"]);
        arguments.AddRange(selection.Include.Any
            ? ["--no-recursion", "--null", "--verbatim-files-from", "--files-from=-"]
            : ["--", "."]);
        var end = await SystemProgram.RunAsync(
            Name, arguments, selection.Names(root), output, cancellationToken);
        return end.ExitCode;
    }

    /// <summary>Unpacks an archive.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="archive">Writes it; tar may end before it has read all.</param>
    /// <param name="cancellationToken">Ends tar.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> ExtractAsync(
        string directory, ToolInput archive, CancellationToken cancellationToken)
    {
        List<string> arguments = [.. Extract, $"--directory={directory}"];
        // Only root can give files away; for anyone else tar would fail on each file of another's.
        arguments.Add(Environment.IsPrivilegedProcess ? "--same-owner" : "--no-same-owner");
        var end = await SystemProgram.RunAsync(
            Name, arguments, archive, new ToolOutput.Inherited(), cancellationToken);
        return end.ExitCode;
    }

    /// <exception cref="PluginException">There is no GNU tar.</exception>
    public static async Task CheckAsync(CancellationToken cancellationToken)
    {
        var end = await SystemProgram.RunAsync(
            Name, ["--version"], new ToolInput.Inherited(), new ToolOutput.Text(VersionBytesMax),
            cancellationToken);
        if (end.ExitCode != 0 || !end.Output.Contains("GNU tar", StringComparison.Ordinal))
            throw new PluginException(PluginExit.ProgramFailed, "the tar of this machine is not GNU tar");
    }

    public static PluginException Failure(int exitCode) =>
        new(PluginExit.ProgramFailed, $"{Name} failed with exit code {exitCode}");
}
