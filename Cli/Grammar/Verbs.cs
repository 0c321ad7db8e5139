namespace Shield.Cli.Grammar;

/// <summary>What can be done, in the order a newcomer meets it.</summary>
internal static class Verbs
{
    public const string List = "list";
    public const string Show = "show";
    public const string Create = "create";
    public const string Edit = "edit";
    public const string Delete = "delete";
    public const string Pause = "pause";
    public const string Unpause = "unpause";
    public const string Paused = "paused";
    public const string Run = "run";
    public const string Restore = "restore";
    public const string Download = "download";
    public const string Test = "test";
    public const string Cancel = "cancel";
    public const string Validate = "validate";
    public const string Revoke = "revoke";
    public const string Timespec = "timespec";
    public const string Completion = "completion";
    public const string Status = "status";
}
