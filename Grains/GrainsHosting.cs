using Microsoft.Extensions.DependencyInjection;
using Shield.Domain.Archives;
using Shield.Domain.Jobs;
using Shield.Domain.Tasks;

namespace Shield.Grains;

/// <summary>What the grains of a silo share.</summary>
public static class GrainsHosting
{
    /// <summary>Adds it.</summary>
    /// <param name="services">The silo's.</param>
    /// <param name="limits">Of every task.</param>
    /// <param name="history">How long what is over is kept.</param>
    /// <param name="schedules">In which zone, and how, schedules are read.</param>
    public static IServiceCollection AddShieldGrains(
        this IServiceCollection services,
        TaskLimits limits,
        HistoryLimits history,
        ScheduleClock schedules) =>
        services
            .AddSingleton(limits)
            .AddSingleton(history)
            .AddSingleton(schedules)
            .AddSingleton(new Turnstile(Turnstile.PlacesMax));
}
