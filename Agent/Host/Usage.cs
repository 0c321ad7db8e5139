using System.Reflection;

namespace Shield.Agent.Host;

/// <summary>What <c>shield-agent</c> says about itself.</summary>
internal static class Usage
{
    /// <summary>The exit code for a call that is not understood.</summary>
    public const int ExitCode = 2;

    private const string Text = """
        usage: shield-agent plugin check PATH [--as target|store] [--endpoint FILE] [--change COMMAND]
                                              [--largest SIZE]

        Checks whether a plugin keeps to the protocol (docs/plugins.md). Without an endpoint it checks what
        needs no system. With one it works on the system that the endpoint names, so let that be one for
        trials: a target is RESTORED INTO, a store gets objects, which are removed again.

          --as        what to check of a plugin that is both; by itself it is checked as what it is
          --endpoint  a file with the endpoint, as JSON; its passwords are looked for in arguments,
                      environments, messages and left-over files
          --change    a shell command that changes what the target holds; it is run after the backup, so that
                      a restore that does nothing is found out. It finds in its environment what a plugin
                      does, no more, and runs in the folder in which you are
          --largest   the largest object that a store is given, like 64MiB; 1GiB unless said otherwise

        Each check is a line. It ends with 0 when none failed, with 1 when one did, and with 2 when it could
        not be tried.
        """;

    /// <summary>Prints how it is called.</summary>
    public static int Explain()
    {
        Console.Out.WriteLine(Text);
        return 0;
    }

    /// <summary>Prints the version.</summary>
    public static int TellVersion()
    {
        var version = typeof(Usage).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Console.Out.WriteLine($"shield-agent {version}");
        return 0;
    }

    /// <summary>Says what is wrong with a call, and how it is called.</summary>
    public static int Refuse(string fault)
    {
        Console.Error.WriteLine($"shield-agent: {fault}; see `shield-agent --help`");
        return ExitCode;
    }
}
