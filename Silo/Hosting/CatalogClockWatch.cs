using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shield.Silo.Hosting;

/// <summary>Reads the server's clock again from time to time, since the machine's may be set.</summary>
internal sealed class CatalogClockWatch(
    CatalogClock clock, ILogger<CatalogClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            if ((clock.Offset - told).Duration() > WorthTelling)
            {
                told = clock.Offset;
                logger.ClockOff(told.TotalSeconds);
            }

            try
            {
                await Task.Delay(Period, clock, stoppingToken);
                await clock.ReadAsync(stoppingToken);
            }
            catch (Exception away) when (away is DbException or OperationCanceledException)
            {
                // What was read last holds until the catalog is back.
            }
        }
    }
}
