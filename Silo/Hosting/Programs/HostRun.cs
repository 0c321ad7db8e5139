using Microsoft.Extensions.Hosting;

namespace Shield.Silo.Hosting.Programs;

/// <summary>How a program of ours runs.</summary>
public static class HostRun
{
    /// <summary>Runs it until it is told to stop. A silo that has come up but may not stay leaves the cluster
    /// as one that stops does: the others need not find out that it is dead.</summary>
    public static async Task RunToEndAsync(this IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await host.StopAsync();
            throw;
        }

        await host.WaitForShutdownAsync();
    }
}
