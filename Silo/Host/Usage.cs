using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary>What shieldd says when it is asked instead of started. Each returns the exit code.</summary>
internal static class Usage
{
    /// <summary>The exit code for a call that is not understood.</summary>
    public const int ExitCode = 2;

    public static int Explain()
    {
        Console.WriteLine($"shieldd {ProgramVersion.Text}: the control node of Shield\n");
        Console.WriteLine("""
            usage: shieldd                    runs the service until Ctrl-C or SIGTERM
                   shieldd agent role NAME    prints the SQL that makes a database role for an agent, for
                                              psql: it reaches what an agent needs, and nothing else
                   shieldd catalog rebuild    makes the catalog's tables anew from what has been saved
                   shieldd keys backup FILE   writes the keys of this installation, encrypted, to a file
                   shieldd keys restore FILE  puts them back
                   shieldd token create --name NAME --role viewer|operator|engineer|admin [--expires 90d]
                                              makes a token for the API and prints it, once; from the first
                                              one on every caller needs one. The service may be running

            settings:
            """);
        Console.WriteLine(SettingsReader.Help());
        return 0;
    }

    public static int TellVersion()
    {
        Console.WriteLine($"shieldd {ProgramVersion.Text}");
        return 0;
    }

    public static int Refuse(string[] words)
    {
        Console.Error.WriteLine($"shieldd: it takes no '{string.Join(' ', words)}'; see shieldd --help");
        return ExitCode;
    }
}
