using Shield.Domain.Agents;
using Shield.Silo.Hosting.Programs;
using Shield.Silo.Hosting.Settings;

namespace Shield.Silo.Host;

/// <summary>What somebody who starts it on a terminal reads first.</summary>
internal static class Greeting
{
    /// <summary>Where it answers, and how to back up a first folder.</summary>
    public static void Print(ICollection<string> urls, ShieldSettings settings)
    {
        if (Console.IsOutputRedirected) return;
        var url = urls.FirstOrDefault() ?? settings.Listen.ToString();
        var place = settings.Database is { } server ? $"{server} and {settings.Home}" : settings.Home;
        Console.WriteLine($"\nShield {ProgramVersion.Text} is ready at {url}, keeping its state in {place}.");
        if (settings.Agent is { } agent) PrintFirstSteps(url, agent);
        Console.WriteLine("\nCtrl-C stops it.\n");
    }

    private static void PrintFirstSteps(string url, AgentAddress agent) =>
        Console.WriteLine($"""

            Back up a first folder, in another terminal:

              export PATH="{AppContext.BaseDirectory.TrimEnd('/')}:$PATH" SHIELD_API={url}
              shield create target --name photos --plugin fs --agent {agent} \
                --set base_dir=$HOME/Pictures
              shield create store --name disk --plugin fs --set base_dir=/var/backups/shield
              shield create schedule --name nightly --when 'daily at 4am'
              shield create retention policy --name month --expires 30d
              shield create job --name photos --target photos --store disk --schedule nightly \
                --retention-policy month
              shield run job photos --wait
            """);
}
