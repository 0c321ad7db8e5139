using Shield.Domain;
using Shield.Domain.Jobs;

namespace Shield.Grains.Tests.Jobs;

/// <summary>What happens to one job, and what must become of each of its slots: told minute by minute, from
/// nothing but what the clocks show and what was done.</summary>
internal sealed class JobStory(JobId job, ScheduleId schedule, int taskMinutes)
{
    private readonly List<(DateTimeOffset At, Saying Saying)> _sayings = [];
    private readonly List<(DateTimeOffset At, bool Paused)> _pauses = [];

    public JobId Job { get; } = job;

    public ScheduleId Schedule { get; } = schedule;

    /// <summary>How long each of its tasks lasts. Half a minute more, so that none ends as another
    /// begins.</summary>
    public TimeSpan TaskLasts { get; } = TimeSpan.FromMinutes(taskMinutes + 0.5);

    /// <summary>By how much this job is later than its schedule says.</summary>
    public int SpreadMinutes { get; set; }

    public void Says(DateTimeOffset at, Saying saying) => _sayings.Add((at, saying));

    public void IsPaused(DateTimeOffset at, bool paused) => _pauses.Add((at, paused));

    public bool PausedAt(DateTimeOffset moment) => _pauses.Last(pause => pause.At <= moment).Paused;

    /// <summary>What must be written down.</summary>
    /// <param name="end">Up to and including this moment.</param>
    /// <param name="down">When the service was down: from, and to.</param>
    public IReadOnlyList<string> Expected(
        DateTimeOffset end, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> down)
    {
        var (told, busyUntil) = (new List<string>(), DateTimeOffset.MinValue);
        DateTimeOffset[] all = [.. DueMoments(end)];
        for (var index = 0; index < all.Length; index++)
        {
            var (due, decided) = (all[index], all[index]);
            foreach (var (from, to) in down)
            {
                if (due > from && due <= to) decided = to;

                // Nobody ends a task meanwhile.
                if (busyUntil > from && busyUntil <= to) busyUntil = to.AddSeconds(1);
            }

            // Of those that are noticed at once, only the newest counts.
            var isNewest = index + 1 == all.Length || all[index + 1] > decided;
            var outcome = decided > due && !isNewest ? SlotOutcome.Missed
                : PausedAt(due) ? SlotOutcome.Paused
                : busyUntil > decided ? SlotOutcome.Overlap
                : SlotOutcome.Task;
            if (outcome is SlotOutcome.Task) busyUntil = decided + TaskLasts;
            told.Add(Tell(due, outcome));
        }

        return told;
    }

    public static string Tell(DateTimeOffset due, SlotOutcome outcome) => $"{due:yyyy-MM-dd HH:mm} {outcome}";

    private IEnumerable<DateTimeOffset> DueMoments(DateTimeOffset end)
    {
        var first = _sayings[0].At;
        var ticks = first.Ticks - (first.Ticks % TimeSpan.TicksPerMinute);
        var minute = new DateTimeOffset(ticks, TimeSpan.Zero);
        var clocks = new Dictionary<string, WallClock>();
        for (minute = minute.AddMinutes(1); minute <= end; minute = minute.AddMinutes(1))
        {
            // An edit in the second of a slot comes after it.
            var saying = _sayings.Last(one => one.At < minute).Saying;
            if (!clocks.TryGetValue(saying.Zone, out var clock))
                clocks[saying.Zone] = clock = new WallClock(saying.Zone);
            var offset = saying.SpreadMinutes > 0 ? SpreadMinutes : 0;
            if (clock.IsDue(saying, minute.AddMinutes(-offset))) yield return minute;
        }
    }
}
