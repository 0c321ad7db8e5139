using Shield.Domain.Targets;

namespace Shield.Silo.Hosting.Tests.Silos;

/// <summary>A grain that keeps a target and can be reminded.</summary>
[Alias("shield.tests.IProbeGrain")]
public interface IProbeGrain : IGrainWithGuidKey
{
    [Alias("Save")]
    Task SaveAsync(string name);

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("Remind")]
    Task RemindAsync(TimeSpan due);

    [Alias("Forget")]
    Task ForgetAsync();

    [Alias("Reminders")]
    Task<IReadOnlyList<string>> RemindersAsync();
}

public sealed class ProbeGrain([PersistentState("target")] IPersistentState<TargetState> row)
    : Grain, IProbeGrain, IRemindable
{
    private const string Reminder = "next-run";

    public Task SaveAsync(string name)
    {
        row.State = row.State with { Uuid = new(this.GetPrimaryKey()), Name = name };
        return row.WriteStateAsync();
    }

    public Task ClearAsync() => row.ClearStateAsync();

    public Task RemindAsync(TimeSpan due) =>
        this.RegisterOrUpdateReminder(Reminder, due, TimeSpan.FromMinutes(1));

    public async Task ForgetAsync() => await this.UnregisterReminder((await this.GetReminder(Reminder))!);

    public async Task<IReadOnlyList<string>> RemindersAsync() =>
        [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status) => SaveAsync("reminded");
}
