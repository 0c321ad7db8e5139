namespace Shield.Plugins.Sdk.Processes;

/// <summary>
/// The variables a plugin may see. An agent's own environment can hold anything, passwords too, so
/// nothing of it is passed on unless it is named here.
/// </summary>
public static class PluginEnvironment
{
    /// <summary>Names the plugin finds the endpoint under; set by the Sdk alone.</summary>
    public const string EndpointFile = "SHIELD_ENDPOINT_FILE";

    /// <summary>Names the task; set from <see cref="ProcessOrder.TaskUuid"/>.</summary>
    public const string TaskUuid = "SHIELD_TASK_UUID";

    /// <summary>Names this one start of a process, so that what is left of it can be found.</summary>
    internal const string ProcessUuid = "SHIELD_PROCESS_UUID";

    private const string OurPrefix = "SHIELD_";
    private static readonly string[] Plain = ["PATH", "HOME", "LANG", "TZ", "TMPDIR"];
    private static readonly string[] OurOwn = [EndpointFile, TaskUuid, ProcessUuid];

    /// <summary>PATH, HOME, LANG, TZ and TMPDIR of this process, as far as they are set.</summary>
    /// <returns>A new dictionary, to which the caller adds SHIELD_ variables of its own.</returns>
    public static Dictionary<string, string> OfThisProcess()
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Plain)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        return environment;
    }

    /// <summary>Refuses what must not be passed on.</summary>
    /// <exception cref="ArgumentException">A name is not allowed, or is set by the Sdk.</exception>
    internal static void Check(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            var allowed = Plain.Contains(name) || name.StartsWith(OurPrefix, StringComparison.Ordinal);
            if (!allowed || OurOwn.Contains(name) || name.AsSpan().ContainsAny('=', '\0'))
                throw new ArgumentException($"a plugin must not be given the variable {name}");
            if (value.Contains('\0'))
                throw new ArgumentException($"the variable {name} holds a zero byte");
        }
    }

    /// <summary>
    /// The changes that turn this process's environment into exactly the given one: null removes. The
    /// library that starts processes only knows changes.
    /// </summary>
    internal static Dictionary<string, string?> AsChanges(IEnumerable<KeyValuePair<string, string>> whole)
    {
        var changes = new Dictionary<string, string?>();
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
            changes[name] = null;
        foreach (var (name, value) in whole)
            changes[name] = value;
        return changes;
    }
}
