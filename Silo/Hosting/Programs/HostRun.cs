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
            // A silo that never ran refuses to stop; why it did not start is what is to be told.
            await host.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await host.WaitForShutdownAsync();
    }
}
