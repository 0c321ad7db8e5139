using Shield.Plugins.Fs.Native;
using Shield.Plugins.Sdk;
using Shield.Plugins.Sdk.Processes;

namespace Shield.Plugins.Fs.Target;

/// <summary>Writes the tree as a tar archive to standard output; tar itself writes it there.</summary>
internal static class Backup
{
    public static async Task RunAsync(PluginCall call, CancellationToken cancellationToken)
    {
        var selection = Selection.Of(call.Endpoint);
        using var root = Folder.Open(selection.BaseDir);
        call.EnlargeOutput();
        var exitCode = await TarProgram.CreateAsync(
            selection, root, new ToolOutput.Inherited(), sparse: true, cancellationToken);
        if (exitCode == TarProgram.FilesChanged)
            call.Say("warning: files changed while they were read; the archive has them as they were then");
        else if (exitCode != 0) throw TarProgram.Failure(exitCode);
    }
}
