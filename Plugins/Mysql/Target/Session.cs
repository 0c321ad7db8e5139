namespace Shield.Plugins.Mysql.Target;

/// <summary>How sessions that change something begin.</summary>
internal static class Session
{
    /// <summary>Waits for others' locks for so long, where the server would for a day.</summary>
    public const string Text = "SET SESSION lock_wait_timeout = 3, foreign_key_checks = 0;";

    /// <summary>For removing databases: what other databases refer to stays.</summary>
    public const string Removing = "SET SESSION lock_wait_timeout = 3;";

    /// <summary>The first as bytes of a line.</summary>
    public static ReadOnlyMemory<byte> Short { get; } = System.Text.Encoding.UTF8.GetBytes(Text + "\n");
}
