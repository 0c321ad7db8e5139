using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;

namespace Shield.Plugins.Fs.Target;

/// <summary>How GNU tar is called. Values of an endpoint only ever follow an equals sign, so that none can be
/// taken for an option.</summary>
internal static class TarProgram
{
    public const string Name = "tar";

    /// <summary>Everything that makes a file what it is, but not the times when it was read or its record
    /// changed: they say nothing about it, and no restore could bring them back.</summary>
    private static readonly string[] Create =
    [
        "--create", "--file=-", "--format=posix",
        "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
        "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--sort=name",
    ];

    private static readonly string[] Extract =
    [
        "--extract", "--file=-", "--numeric-owner", "--preserve-permissions",
        "--xattrs", "--xattrs-include=*", "--acls", "--delay-directory-restore", "--warning=no-timestamp",
    ];

    /// <summary>Starts tar on the tree of an endpoint.</summary>
    /// <param name="selection">What of the tree.</param>
    /// <param name="takeOutput">Whether the archive is ours to read, or goes to our standard output.</param>
    /// <param name="sparse">Whether holes are stored as holes.</param>
    public static Tool StartCreate(Selection selection, bool takeOutput, bool sparse)
    {
        List<string> arguments = [.. Create, $"--directory={selection.BaseDir}"];
        if (sparse) arguments.Add("--sparse");
        arguments.AddRange(selection.Exclude.AsTarExcludes());
        arguments.AddRange(
            ["--anchored", "--no-wildcards-match-slash", $"--exclude=./{Staging.NamePrefix}*"]);
        arguments.AddRange(selection.Include.Any
            ? ["--no-recursion", "--null", "--verbatim-files-from", "--files-from=-"]
            : ["--", "."]);
        return Tool.Start(Name, arguments, takeInput: selection.Include.Any, takeOutput);
    }

    public static Tool StartExtract(string directory)
    {
        List<string> arguments = [.. Extract, $"--directory={directory}"];
        // Only root can give files away; for anyone else tar would fail on each file of another's.
        arguments.Add(Libc.EffectiveUser() == 0 ? "--same-owner" : "--no-same-owner");
        return Tool.Start(Name, arguments, takeInput: true, takeOutput: false);
    }

    /// <exception cref="PluginException">There is no GNU tar.</exception>
    public static async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var tar = Tool.Start(Name, ["--version"], takeInput: false, takeOutput: true);
        using var reader = new StreamReader(tar.Output);
        var said = await reader.ReadToEndAsync(cancellationToken);
        if (await tar.EndAsync(cancellationToken) != 0 || !said.Contains("GNU tar", StringComparison.Ordinal))
            throw new PluginException(PluginExit.ProgramFailed, "the tar of this machine is not GNU tar");
    }
}
