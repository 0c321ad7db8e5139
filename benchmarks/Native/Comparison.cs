namespace Shield.Benchmarks.Native;

/// <summary>The same work done by a plugin and by the system's own tool, as scripts of bash.</summary>
/// <param name="What">Backup, restore …</param>
/// <param name="Tool">The other way, for people.</param>
/// <param name="Ours">By the plugin. <c>$FILE</c> is what a backup writes and a restore reads, each side its
/// own, through a pipe; <c>$WORK</c> is a folder, <c>$PLUGIN</c> the program.</param>
/// <param name="Theirs">By the tool.</param>
/// <param name="Before">Makes room, before each; it is not counted.</param>
/// <param name="After">Fails unless the work was done; it is not counted.</param>
internal sealed record Comparison(
    string What, string Tool, string Ours, string Theirs, string Before, string After);
