using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Agent.Host;

/// <summary>What <c>shield-agent</c> says about itself.</summary>
internal static class Usage
{
    /// <summary>The exit code for a call that is not understood.</summary>
    public const int ExitCode = 2;

    private const string Text = """
        usage: shield-agent                 runs the agent until Ctrl-C or SIGTERM
               shield-agent plugin check PATH [--as target|store] [--endpoint FILE] [--change COMMAND]
                                              [--largest SIZE]

        An agent runs plugins beside the data, for the cores that share its catalog.

        `plugin check` tells whether a plugin keeps to the protocol (docs/plugins.md). Without an endpoint
        it checks what needs no system. With one it works on the system that the endpoint names, so let
        that be one for trials: a target is RESTORED INTO, a store gets objects, which are removed again.

          --as        what to check of a plugin that is both; by itself it is checked as what it is
          --endpoint  a file with the endpoint, as JSON; its passwords are looked for in arguments,
                      environments, messages and left-over files
          --change    a shell command that changes what the target holds; it is run after the backup, so that
                      a restore that does nothing is found out. It finds in its environment what a plugin
                      does, no more, and runs in the folder in which you are
          --largest   the largest object that a store is given, like 64MiB; 1GiB unless said otherwise

        Each check is a line. It ends with 0 when none failed, with 1 when one did, and with 2 when it could
        not be tried.

        settings of the agent:
        """;

    /// <summary>Prints how it is called.</summary>
    public static int Explain()
    {
        Console.Out.WriteLine($"shield-agent {ProgramVersion.Text}: the node of Shield beside the data\n");
        Console.Out.WriteLine(Text);
        Console.Out.WriteLine(SettingsReader.AgentHelp());
        return 0;
    }

    /// <summary>Says on a terminal that it is ready, and as whom.</summary>
    public static void Greet(ShieldSettings settings)
    {
        if (Console.IsOutputRedirected) return;
        Console.Out.WriteLine(
            $"shield-agent {ProgramVersion.Text} is ready as {settings.Agent}, with {settings.Database}. "
            + "Ctrl-C stops it.");
    }

    /// <summary>Prints the version.</summary>
    public static int TellVersion()
    {
        Console.Out.WriteLine($"shield-agent {ProgramVersion.Text}");
        return 0;
    }

    /// <summary>Says what is wrong with a call, and how it is called.</summary>
    public static int Refuse(string fault)
    {
        Console.Error.WriteLine($"shield-agent: {fault}; see `shield-agent --help`");
        return ExitCode;
    }
}
